"""The files of an analyst's decisions: same.csv and different.csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from kg.csvfile import rows_of
from kg.errors import RuleError
from kg.model import Entity, Kind
from kg.write.decision import Decisions, Merge, Node, Split, decisions_of

SAME = "same.csv"
DIFFERENT = "different.csv"
SAME_COLUMNS = ("entity", "same_as", "reason")
DIFFERENT_COLUMNS = ("entity", "article", "words", "different", "reason")

_KINDS = {kind.value.lower(): kind for kind in Kind}


def load_decisions(same: Iterable[Path], different: Iterable[Path], known: Iterable[Entity]) -> Decisions:
    """What all rows of the files decide; a RuleError with file and line where a row is wrong or contradicts another.

    An entity is written as its IRI ends: person/習近平, country/日本; person:習近平 is taken too.
    """
    return decisions_of(
        [merge for file in same for merge in _merges(file)],
        [split for file in different for split in _splits(file)],
        known,
    )


def _merges(file: Path) -> Iterator[Merge]:
    for line, cells in _rows(file, SAME_COLUMNS):
        entity, same_as = (_node(cells[name], name, file, line) for name in SAME_COLUMNS[:2])
        _checked(entity, same_as, cells, file, line)
        yield Merge(entity, same_as, cells["reason"], file, line)


def _splits(file: Path) -> Iterator[Split]:
    for line, cells in _rows(file, DIFFERENT_COLUMNS):
        entity, different = (_node(cells[name], name, file, line) for name in ("entity", "different"))
        _checked(entity, different, cells, file, line)
        if not cells["article"] and not cells["words"]:
            raise RuleError(
                "the row does not say where they differ",
                file=file,
                line=line,
                expected="an article's id, or the words that name the entity, or both",
                fix="to rename it everywhere write a row of same.csv",
            )
        yield Split(entity, cells["article"], cells["words"], different, cells["reason"], file, line)


def _checked(one: Node, other: Node, cells: dict[str, str], file: Path, line: int) -> None:
    if one == other:
        raise RuleError("both are one entity already", file=file, line=line, found=cells["entity"])
    if (one[0] is Kind.TOPIC) != (other[0] is Kind.TOPIC):
        raise RuleError("a topic is no actor", file=file, line=line, found=", ".join(filter(None, cells.values())))
    if not cells["reason"]:
        raise RuleError(
            "the row has no reason", file=file, line=line, expected="why, in a few words, for whoever reviews it"
        )


def _node(cell: str, column: str, file: Path, line: int) -> Node:
    """The kind and key that person/習近平 stands for."""
    cut = min((at for at in map(cell.find, "/:") if at >= 0), default=-1)
    name, key = (cell[:cut], cell[cut + 1 :]) if cut >= 0 else ("", cell)
    kind = _KINDS.get(name.lower())
    if kind is None or not key:
        near = get_close_matches(name.lower(), _KINDS, 1)
        raise RuleError(
            f"the column {column} names no entity",
            file=file,
            line=line,
            found=cell or "nothing",
            expected=f"kind/key, with a kind of {', '.join(_KINDS)}: person/習近平",
            fix=f"write {near[0] if near else 'person'}/{key or '…'}",
        )
    return kind, key


def _rows(file: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the header with the line that each begins on; rows without any text are left out."""
    found = [(line, [cell.strip() for cell in row]) for line, row in rows_of(file, "the file of decisions")]
    header = found[0][1] if found else []
    if header != list(columns):
        raise RuleError(
            "the header of the file of decisions is another",
            file=file,
            line=1,
            found=",".join(header) or "nothing",
            expected=",".join(columns),
        )
    for line, cells in found[1:]:
        if not any(cells):
            continue
        if len(cells) != len(columns):
            raise RuleError(
                "the row has too few or too many cells",
                file=file,
                line=line,
                found=f"{len(cells)} cells: {','.join(cells)}",
                expected=f"{len(columns)} cells: {','.join(columns)}",
                fix="put a cell that holds a comma in quotation marks",
            )
        yield line, dict(zip(columns, cells, strict=True))
