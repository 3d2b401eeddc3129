"""The marks 〔role:words〕 that show in an example which words fill which role."""

from __future__ import annotations

from collections.abc import Collection

from kg.errors import RuleError
from kg.match.rule import COMMON_ROLES, Example, Mark
from kg.match.suggest import nearest
from kg.model import Span

OPEN, CLOSE = "〔", "〕"


def read_example(marked: str, line: int, file: str, roles: Collection[str]) -> Example:
    """The sentence without its marks, and the marks as spans of it; marks may nest.

    〔agent:中国〕は〔topic:撤回〕を求めた → 中国は撤回を求めた, agent 0-2, topic 3-5. Raises RuleError for a
    mark that is not closed, is empty, has no ASCII colon, or names a role that the class lacks.
    """
    allowed = (*roles, *COMMON_ROLES)

    def wrong(message: str, found: str, expected: str, fix: str) -> RuleError:
        return RuleError(message, file=file, line=line, found=found, expected=expected, fix=fix)

    text: list[str] = []
    open_marks: list[tuple[str, int]] = []
    marks: list[Mark] = []
    at = 0
    while at < len(marked):
        char = marked[at]
        if char == OPEN:
            role, colon = _role_name(marked, at + 1)
            if colon != ":":
                raise wrong(
                    "a mark without a role",
                    marked[at : at + 12],
                    f"{OPEN}role:words{CLOSE} with a half-width colon",
                    f"write {OPEN}{role or 'agent'}:…{CLOSE}",
                )
            if role not in allowed:
                raise wrong(
                    f"a mark for a role that the class lacks: {role}",
                    role,
                    "one of " + ", ".join(allowed),
                    nearest(role, allowed) or "use a role of the class",
                )
            open_marks.append((role, len(text)))
            at += len(role) + 2
            continue
        if char == CLOSE:
            if not open_marks:
                raise wrong(
                    "a mark is closed that was never opened", marked, f"{OPEN} before {CLOSE}", f"add {OPEN}role:"
                )
            role, start = open_marks.pop()
            if start == len(text):
                raise wrong("an empty mark", f"{OPEN}{role}:{CLOSE}", "words inside the mark", "put the words inside")
            marks.append(Mark(role, Span(start, len(text))))
        else:
            text.append(char)
        at += 1
    if open_marks:
        raise wrong(
            "a mark is never closed", f"{OPEN}{open_marks[-1][0]}:", f"a {CLOSE} after its words", f"add {CLOSE}"
        )
    return Example("".join(text), tuple(sorted(marks, key=lambda m: (m.span, m.role))), line)


def marked(mark: Mark, text: str) -> str:
    """One mark as an analyst writes it: 〔agent:中国〕."""
    return f"{OPEN}{mark.role}:{mark.span.of(text)}{CLOSE}"


def _role_name(marked: str, at: int) -> tuple[str, str]:
    """The ASCII name that begins at `at`, and the character after it."""
    end = at
    while end < len(marked) and marked[end].isascii() and marked[end].isalpha():
        end += 1
    return marked[at:end], marked[end : end + 1]
