"""`python -m tests.docs write` writes the pages that are made from the program; `python -m tests.docs blocks` lists what is not run."""

import sys

from tests.docs.pages import write_pages
from tests.docs.site_pages import all_pages

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write"]:
            print("\n".join(write_pages()) or "Nothing has changed.")
        case ["blocks"]:
            print("\n".join(f"{page.name}:{block.line}: {block.not_run}" for page in all_pages() for block in page.blocks if block.not_run))
        case _:
            sys.exit(str(__doc__))
