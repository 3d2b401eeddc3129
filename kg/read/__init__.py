"""Files and folders → articles, with a report of what was dropped."""

from kg.read.intake import Intake, read
from kg.read.source import Drop

__all__ = ["Drop", "Intake", "read"]
