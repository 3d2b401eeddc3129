"""Gaps as text: what to paste, with how often it is wanted and a sentence each."""

from __future__ import annotations

from kg.workbench.gaps import Gaps


def text_of(gaps: Gaps) -> str:
    """The predicates, then the names; each with a sentence and the rule or row to paste."""
    lines = []
    if gaps.predicates:
        lines += ["Predicates beside known actors that no rule took", ""]
    for gap in gaps.predicates:
        cases = " ".join(f"{case}×{count}" for case, count in gap.cases)
        lines += [f"{gap.count}×  {gap.predicate}  ({cases})", f"    {gap.article}: {gap.sentence}"]
        if gap.file:
            lines.append(f"    for ontology/rules/{gap.file}:")
        lines += [gap.rule]
    if gaps.names:
        lines += ["Names in an actor's place that no table has", ""]
    for name in gaps.names:
        lines += [
            f"{name.count}×  {name.name}  ({name.type})",
            f"    {name.article}: {name.sentence}",
            f"    for ontology/actors/{name.file}:",
            name.row,
            "",
        ]
    return "\n".join(lines) + "\n" if lines else "no gaps\n"
