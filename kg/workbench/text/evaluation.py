"""An evaluation as text: tables of figures, and what was missed, wrong or found in part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.workbench.evaluate import Evaluation, Pair
from kg.workbench.figure import Figure
from kg.workbench.gold import ROLES
from kg.workbench.text.table import table
from kg.workbench.told import Names

_HEAD = ("precision", "recall", "F1", "gold", "found", "right")


def text_of(evaluation: Evaluation, show: bool = False) -> str:
    """The figures over all, by role, class and rule; where `show`, first every pair that is not right."""
    lines = [line for pair in evaluation.pairs if show for line in _pair(pair)]
    lines += _figures("", evaluation.groups)
    lines += ["", f"status right in {evaluation.status_accuracy:.3f} of the events found"]
    if evaluation.missing:
        lines.append(f"articles of the gold without text: {evaluation.missing}")
    lines += ["", *_figures("role", evaluation.by_role), "", *_figures("class", evaluation.by_class), ""]
    rows = [("rule", "precision", "found", "right")]
    rows += [(rule, f"{f.precision:.3f}", str(f.found), str(f.right)) for rule, f in evaluation.by_rule.items()]
    return "\n".join([*lines, *table(rows)]) + "\n"


def _figures(name: str, figures: Mapping[str, Figure]) -> list[str]:
    rows = [(name, *_HEAD)]
    for key, f in figures.items():
        shares = (f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}")
        rows.append((key, *shares, str(f.gold), str(f.found), str(f.right)))
    return table(rows)


def _pair(pair: Pair) -> Iterator[str]:
    if pair.verdict == "right":
        return
    event = pair.gold or pair.found
    trigger = event.trigger if event else ""
    rules = f"  by {' '.join(pair.found.rules)}" if pair.found else ""
    yield f"{pair.verdict:7} {pair.article}  {event.type if event else ''}  {trigger}{rules}"
    yield f"        {pair.sentence}"
    if pair.gold is None and pair.found is not None:
        for role in ROLES:
            if got := pair.found.got(role):
                yield f"        {role}: " + "; ".join(_names(names) for names in got)
    elif pair.found is None and pair.gold is not None:
        for role in ROLES:
            if wanted := pair.gold.wanted(role):
                yield f"        {role}: " + "; ".join(labels[0] for labels in wanted)
    else:
        yield from _differences(pair)
    yield ""


def _differences(pair: Pair) -> Iterator[str]:
    for role, row in pair.roles:
        for labels in row.lacking:
            yield f"        - {role}: {' or '.join(labels)}"
        for names in row.extra:
            yield f"        + {role}: {_names(names)}"
    if pair.gold and pair.found and not pair.status_right:
        yield f"        status: {' '.join(sorted(pair.found.statuses))}, the gold has {pair.gold.status}"


def _names(names: Names) -> str:
    return " = ".join(names[:2])
