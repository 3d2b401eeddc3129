"""The command run in this process. Also puts this folder on the path, for what tests of several folders share."""

from __future__ import annotations

import pytest
from hypothesis import settings
from running import Ran, Run

from kg.cli import main

# No test is timed: that a machine is busy is no fault of the program's.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, captured.out, captured.err)

    return run
