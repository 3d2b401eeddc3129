"""The command line of a benchmark on a corpus beside the repository."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def given(description: str, corpus: Path, missed: str) -> tuple[Path, bool]:
    """The corpus asked for, and whether to print misses; exits with 2 and a message where there is no such file."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("corpus", nargs="?", type=Path, default=corpus, metavar="CORPUS", help="a JSONL file")
    parser.add_argument("--misses", action="store_true", help=f"also print every {missed}")
    told = parser.parse_args()
    if not told.corpus.is_file():
        print(f"no corpus at {told.corpus}: name its file, or put it there", file=sys.stderr)
        sys.exit(2)
    return told.corpus, told.misses
