"""The words and measures of `ontology/grammar/listing.yaml` and `pages.yaml`, checked and frozen."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.errors import RuleError
from kg.resources import ontology_dir

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Words = tuple[str, ...]
Checked = TypeVar("Checked", bound=BaseModel)


class PageWording(BaseModel):
    """What stands on a page beside its article; the YAML file explains each entry."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    beside: frozenset[str]
    beside_mostly: frozenset[str]
    published_meta: Words
    list_heads: frozenset[str]
    captions: Words
    caption_ends: Words
    caption_mark: Words = Field(min_length=1)
    counts: Words = Field(min_length=1)
    count_units: Words
    datelines: Words = Field(min_length=1)
    page_notes: Words
    page_hints: Words
    page_words: frozenset[str]
    note_longest: int = Field(gt=0)
    remaining: Words = Field(min_length=1)
    remaining_units: Words
    agencies: Words
    byline_mark: Words
    byline_longest: int = Field(gt=0)
    signature_longest: int = Field(gt=0)
    byline_tails: Words
    title_marks: Words = Field(min_length=1)
    cut_short: Words = Field(min_length=1)
    repeat_shortest: int = Field(gt=0)
    repeat_share: float = Field(gt=0, le=1)
    repeat_same: float = Field(gt=0, le=100)
    repeat_days: int = Field(ge=0)


class Wording(BaseModel):
    """What tells the lines of a listing apart, and how a day is written; the YAML file explains each entry."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sentence_ends: Words = Field(min_length=1)
    page_words: Words
    page_acts: Words
    headline_longest: int = Field(gt=0)
    headline_shared: float = Field(gt=0, le=1)
    summary_shortest: int = Field(gt=0)
    year: str
    month: str
    day: str
    slashes: Words = Field(min_length=1)
    ranges: Words = Field(min_length=1)
    first_year: str
    eras: dict[str, int]
    short_years_from: int
    not_after_day: Words
    not_before_day: Words
    attributive: str
    plans: Words
    lag_days: int = Field(ge=0)
    turn_days: int = Field(ge=0, le=27)
    page: PageWording

    def ends_sentence(self, line: str) -> bool:
        return line.endswith(self.sentence_ends)

    def speaks_of_page(self, line: str) -> bool:
        """Whether the line only describes the page that it stands on."""
        return any(w in line for w in self.page_words) and any(w in line for w in self.page_acts)


def load_wording(file: Path | None = None) -> Wording:
    """The wording of listings from a YAML file, by default the shipped one, and that of pages.

    A mistake in a file is a RuleError.
    """
    grammar = ontology_dir() / "grammar"
    page = _checked(grammar / "pages.yaml", PageWording)
    return _checked(file or grammar / "listing.yaml", Wording, page=page)


def _checked(file: Path, model: type[Checked], **more: object) -> Checked:
    try:
        read = yaml.load(file.read_text("utf-8"), Loader=_Loader)
        return model.model_validate({**read, **more} if isinstance(read, dict) else read)
    except OSError as error:
        raise RuleError("the wording of pages cannot be read", file=file, found=str(error.strerror)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise RuleError("this is not YAML", file=file, line=line, found=getattr(error, "problem", None)) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise RuleError(
            f"the entry {key!r} is wrong", file=file, found=repr(first["input"]), expected=first["msg"]
        ) from error
