"""A program: host and port in, a Prefect server that ends as soon as its standard input does. It knows nothing else of Legation."""

import os
import signal
import sys
import threading
import time

SECONDS_TO_END = 15


def serve(host: str, port: str) -> None:
    """Be the server, until standard input ends: whoever started it closed it, or is gone."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    from prefect.cli import app

    sys.argv[1:] = ["server", "start", "--host", host, "--port", port]
    app()


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os._exit(1)


if __name__ == "__main__":
    serve(*sys.argv[1:])
