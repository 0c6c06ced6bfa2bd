"""What all rooms say of their work in, lines for people on standard error and as JSON in a file out.

Every room logs to `logging.getLogger(__name__)`; only a command, or a process that works for one, says where that goes.
"""

from pipeline.logs.encodable import encodable
from pipeline.logs.file import FILE_VARIABLE, LogError, run_id
from pipeline.logs.printable import printable
from pipeline.logs.setting_up import Passed, Telling, is_talking, passed_on, set_up, set_up_once, take_over

__all__ = [
    "FILE_VARIABLE",
    "LogError",
    "Passed",
    "Telling",
    "encodable",
    "is_talking",
    "passed_on",
    "printable",
    "run_id",
    "set_up",
    "set_up_once",
    "take_over",
]
