"""How the data is made: documents in, events out."""

import os

# Before numpy is loaded, which then reads it: the same kernels on every processor that has them, so that a build has the same numbers
# everywhere; and one thread, for there is a process for each processor.
os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
