"""Rule files: YAML in, a RuleSet out, every mistake told with file, line and the likely fix."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from kg.errors import RuleError
from kg.match.rule import Rule, RuleSet, excludes
from kg.match.ruleform import RuleForm
from kg.match.yamltree import MAX_BYTES, read_tree

_MOST_CLAIMANTS = 50
"""Rules of one trigger, each of which is held against each."""


def load_rules(folder: Path, roles_by_class: Mapping[str, Collection[str]]) -> RuleSet:
    """All rules of the folder's *.yaml files, in the order of the file names.

    `roles_by_class` is the ontology's: the roles that each event class has. Raises RuleError for a folder without
    rules, a file that is not as ontology/rules/README.md says, an id that stands twice and a
    trigger that two rules tie for.
    """
    digest = hashlib.sha256()
    rules: list[Rule] = []
    files = sorted(folder.glob("*.yaml"), key=lambda p: p.name) if folder.is_dir() else []
    if not files:
        raise RuleError(
            "no rules here", file=folder, found="no *.yaml file", expected="a folder with one YAML file for each class",
            fix="give the folder of the rules, such as ontology/rules",
        )  # fmt: skip
    for file in files:
        content = _start_of(file)
        digest.update(file.name.encode() + b"\0" + content + b"\0")
        rules += RuleForm(str(file), roles_by_class).read(read_tree(content, file))
    _refuse_twin_ids(rules)
    return RuleSet(tuple(rules), digest.hexdigest(), _by_trigger(rules))


def _start_of(file: Path) -> bytes:
    """The file's bytes, of one that is too large its first."""
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise RuleError(
            "the rule file cannot be read", file=file, found=error.strerror, expected="a file", fix="check the path"
        ) from error


def _refuse_twin_ids(rules: list[Rule]) -> None:
    first: dict[str, Rule] = {}
    for rule in rules:
        twin = first.setdefault(rule.id, rule)
        if twin is not rule:
            raise RuleError(
                f"the id {rule.id} stands twice",
                file=rule.file,
                line=rule.line,
                found=f"{rule.id}, first in {twin.file}:{twin.line}",
                expected="an id of its own for each rule",
                fix="rename one of the two",
            )


def _by_trigger(rules: list[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Each trigger's rules, the most specific first."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        for trigger in rule.triggers:
            found.setdefault(trigger.text, []).append(rule)
    for text, claimants in found.items():
        _refuse_tie(text, claimants)
        claimants.sort(key=lambda r: r.specificity, reverse=True)
    return {text: tuple(claimants) for text, claimants in sorted(found.items())}


def _refuse_tie(text: str, claimants: list[Rule]) -> None:
    if len(claimants) > _MOST_CLAIMANTS:
        rule = claimants[_MOST_CLAIMANTS]
        raise RuleError(
            f"too many rules have the trigger {text}",
            file=rule.file,
            line=rule.line,
            found=f"{len(claimants):,} rules",
            expected=f"at most {_MOST_CLAIMANTS}",
            fix="join those whose roles are alike; words: […] of a role takes many words",
        )
    for later, rule in enumerate(claimants):
        for earlier in claimants[:later]:
            if rule.specificity == earlier.specificity and not excludes(rule, earlier) and not excludes(earlier, rule):
                line = next(n for t, n in zip(rule.triggers, rule.trigger_lines, strict=True) if t.text == text)
                raise RuleError(
                    f"two rules tie for the trigger {text}",
                    file=rule.file,
                    line=line,
                    found=f"{rule.id}, and {earlier.id} in {earlier.file}:{earlier.line}",
                    expected="one rule for a trigger, or rules told apart by the types or words of a required role",
                    fix="delete the trigger from one, or bind a required role of one with words: […]",
                )
