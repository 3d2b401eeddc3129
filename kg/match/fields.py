"""The values of a rule file, read one by one; whatever is wrong with one is told with its line."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NoReturn

from kg.errors import RuleError
from kg.match.suggest import nearest
from kg.match.yamltree import Mapping, Node, Scalar, Sequence
from kg.model import Status

_LONGEST = 100
"""Characters of a word, or of a noun with its verb."""


class Fields:
    """Reads values of one file; every method raises RuleError with the file and the line."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, message: str, line: int, found: str, expected: str, fix: str) -> NoReturn:
        raise RuleError(message, file=self.file, line=line, found=found, expected=expected, fix=fix)

    def mapping(self, node: Node, what: str, keys: tuple[str, ...] | None, needs: tuple[str, ...] = ()) -> Mapping:
        if not isinstance(node, Mapping):
            self.fail(
                f"{what} is no mapping", node.line, _shown(node), "key: value lines", "check colon and indentation"
            )
        for key, _ in node.pairs:
            if keys is not None and key.text not in keys:
                fix = nearest(key.text, keys) or "delete the line, or see ontology/rules/README.md"
                self.fail(f"{what} has no key {key.text}", key.line, key.text, "one of " + ", ".join(keys), fix)
        for key_name in needs:
            if node.get(key_name) is None:
                present = ", ".join(key.text for key, _ in node.pairs) or "nothing"
                self.fail(f"{what} lacks {key_name}", node.line, present, f"the key {key_name}", f"add {key_name}: …")
        return node

    def need(self, form: Mapping, key: str) -> Node:
        value = form.get(key)
        if value is None:
            self.fail(f"{key} is missing", form.line, "nothing", f"the key {key}", f"add {key}: …")
        return value

    def sequence(self, node: Node, what: str) -> Sequence:
        if not isinstance(node, Sequence):
            self.fail(
                f"{what} is no list", node.line, _shown(node), "a list", f"write {what}: [ … ], or lines with '- '"
            )
        return node

    def items(self, form: Mapping, key: str, at_least_one: bool = False) -> tuple[Node, ...]:
        node = form.get(key)
        if node is None:
            return ()
        items = self.sequence(node, key).items
        if at_least_one and not items:
            self.fail(f"no {key}", node.line, "an empty list", "at least one", f"write one below {key}:")
        return items

    def scalar(self, node: Node, what: str) -> Scalar:
        if not isinstance(node, Scalar) or not node.text.strip():
            self.fail(
                f"{what} is no text",
                node.line,
                _shown(node),
                "a text",
                "put quotes around a text with colon or bracket",
            )
        return node

    def words(self, node: Node, what: str) -> list[Scalar]:
        items = self.sequence(node, what).items
        if not items:
            self.fail(f"{what} is empty", node.line, "[]", "at least one word", f"add a word to {what}")
        words = [self.scalar(item, f"a word of {what}") for item in items]
        for word in words:
            if len(word.text) > _LONGEST:
                self.fail(
                    f"a word of {what} is too long", word.line, f"{word.text[:20]}…", f"at most {_LONGEST} characters",
                    "cut it up into words",
                )  # fmt: skip
        return words

    def one_of(self, word: Scalar, known: Collection[str], what: str) -> None:
        if word.text not in known:
            fix = nearest(word.text, known) or f"use a {what} of the list"
            self.fail(f"there is no {what} {word.text}", word.line, word.text, "one of " + ", ".join(known), fix)

    def flag(self, node: Node | None, what: str, *, default: bool) -> bool:
        if node is None:
            return default
        if not isinstance(node, Scalar) or not node.plain or node.text not in ("true", "false"):
            self.fail(
                f"{what} is neither true nor false", node.line, _shown(node), "true or false", f"write {what}: true"
            )
        return node.text == "true"

    def least(self, node: Node | None) -> int:
        if node is None:
            return 1
        if not isinstance(node, Scalar) or not re.fullmatch("[1-9]", node.text):
            self.fail("least is no number", node.line, _shown(node), "a number from 1 to 9", "write least: 2")
        return int(node.text)

    def status(self, node: Node | None) -> Status | None:
        if node is None:
            return None
        word = self.scalar(node, "status")
        self.one_of(word, tuple(s.value for s in Status), "status")
        return Status(word.text)

    def refuse_twins(self, words: list[Scalar]) -> None:
        seen: set[str] = set()
        for word in words:
            if word.text in seen:
                self.fail(
                    f"the trigger {word.text} stands twice", word.line, word.text, "each trigger once", "delete one"
                )
            seen.add(word.text)


def _shown(node: Node) -> str:
    return node.text or "nothing" if isinstance(node, Scalar) else f"a {type(node).__name__.lower()}"
