"""Blocks of Python come in as lines of JSON, run in one namespace, and what each printed goes out, with its traceback where it failed."""

import contextlib
import io
import json
import os
import sys
import traceback


def main() -> None:
    """Read `{"code", "where", "folder"}` from standard input and answer each with `{"printed", "failed"}` until there is no more."""
    names: dict[str, object] = {"__name__": "__main__"}
    for line in sys.stdin:
        asked = json.loads(line)
        os.chdir(asked["folder"])
        printed, failed = io.StringIO(), ""
        with contextlib.redirect_stdout(printed):
            try:
                exec(compile(asked["code"], asked["where"], "exec"), names)
            except BaseException:
                failed = traceback.format_exc()
        sys.stdout.write(json.dumps({"printed": printed.getvalue(), "failed": failed}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
