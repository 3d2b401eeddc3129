"""YAML with its line numbers, held to the plain subset that rule files use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import RuleError

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
"""Lists and mappings one in another; a rule file has 7."""
MAX_TEXT = 2_000
"""Characters of one word or sentence."""

# The C parser is some ten times faster; a PyYAML built without libyaml lacks it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_KEY_WITH_WIDE_COLON = re.compile(r"(?:^|[{,])\s*(?:- )?([A-Za-z_]+)：")
_KEY_WITHOUT_SPACE = re.compile(r"(?:^\s*(?:- )?|[{,]\s*)([a-z_]+):(?=\S)")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word or sentence; `plain` where it stands unquoted."""

    text: str
    line: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their lines and values, in the order of the file; no key twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping


def read_tree(content: bytes, file: Path | str) -> Node:
    """The file's one document. Raises RuleError with file and line for whatever is not in the subset."""
    if len(content) > MAX_BYTES:
        raise RuleError(
            "the file is too large for a rule file",
            file=file,
            line=content[:MAX_BYTES].count(b"\n") + 1,
            found=f"more than {MAX_BYTES:,} bytes",
            expected=f"at most {MAX_BYTES:,}",
            fix="split it, or check that it is a rule file",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(
            "the file is not UTF-8",
            file=file,
            line=content[: error.start].count(b"\n") + 1,
            found=f"byte 0x{content[error.start]:02x}",
            expected="UTF-8 text",
            fix="save the file as UTF-8",
        ) from None
    _refuse_traps(text, file)
    return _Builder(file).build(text)


def _refuse_traps(text: str, file: Path | str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        for char, name in (("\u3000", "full-width space"), ("\t", "tab")):
            if char in indent and line.strip():
                raise RuleError(
                    f"a {name} in the indentation",
                    file=file,
                    line=number,
                    column=indent.index(char) + 1,
                    found=f"a {name} (U+{ord(char):04X})",
                    expected="half-width spaces",
                    fix=f"replace the {name} by half-width spaces",
                )
        if line.lstrip().startswith("#"):
            continue
        if wide := _KEY_WITH_WIDE_COLON.search(line):
            found, column, name = f"{wide[1]}：", wide.end(), "a full-width colon after a key"
        elif tight := _KEY_WITHOUT_SPACE.search(line):
            found, column, name = f"{line[tight.start(1) : tight.end() + 1]}", tight.end(), "no space after a colon"
        else:
            continue
        key = found.rstrip("：").partition(":")[0]
        raise RuleError(
            name,
            file=file,
            line=number,
            column=column,
            found=found,
            expected=f"{key}: with a half-width colon and a space",
            fix=f"write {key}: and a space",
        )


class _Builder:
    """Builds the tree from the parser's events, which still know anchors, aliases and tags."""

    def __init__(self, file: Path | str) -> None:
        self.file = file

    def build(self, text: str) -> Node:
        try:
            events = yaml.parse(text, Loader=_Loader)
            documents = [self._node(e, events, 0) for e in events if isinstance(e, yaml.NodeEvent)]
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise RuleError(
                "this is not YAML",
                file=self.file,
                line=mark.line + 1 if mark else None,
                column=mark.column + 1 if mark else None,
                found=error.problem or "something the parser cannot read",
                expected="key: value lines, lists with '- ' or [a, b]",
                fix="look for a missing space after a colon, an unclosed bracket or quote, or a text that wants quotes",
            ) from None
        except yaml.YAMLError as error:
            raise RuleError(
                "this is not YAML",
                file=self.file,
                found=str(error).splitlines()[0],
                expected="printable text",
                fix="delete the character that cannot be printed",
            ) from None
        if len(documents) != 1:
            raise RuleError(
                "the file holds no document" if not documents else "the file holds several documents",
                file=self.file,
                found=f"{len(documents)} documents",
                expected="one",
                fix="begin the file with event: …" if not documents else "remove the line ---",
            )
        return documents[0]

    def _node(self, event: Any, events: Any, depth: int) -> Node:
        line = event.start_mark.line + 1
        self._refuse_indirection(event, line)
        self._refuse_giants(event, line, depth)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, line, event.style is None or event.style == "")
        children: list[Node] = []
        for child in events:
            if isinstance(child, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                break
            children.append(self._node(child, events, depth + 1))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(children), line)
        return self._mapping(children, line)

    def _refuse_indirection(self, event: Any, line: int) -> None:
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            found = f"*{event.anchor}"
        elif event.anchor is not None:
            found = f"&{event.anchor}"
        elif tag is not None:
            found = tag
        else:
            return
        raise RuleError(
            "anchors, aliases and tags are not used in rule files",
            file=self.file,
            line=line,
            found=found,
            expected="every rule written out",
            fix="write the words out; put quotes around a text that begins with & * or !",
        )

    def _refuse_giants(self, event: Any, line: int, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise RuleError(
                "lists and mappings stand too deep in one another",
                file=self.file,
                line=line,
                found=f"more than {MAX_DEPTH} levels",
                expected="the levels of a rule file",
                fix="check brackets, dashes and indentation",
            )
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > MAX_TEXT:
            raise RuleError(
                "a text is too long",
                file=self.file,
                line=line,
                found=f"{len(event.value):,} characters: {event.value[:20]}…",
                expected=f"at most {MAX_TEXT:,}",
                fix="cut it up; look for a quotation mark that nothing closes",
            )

    def _mapping(self, children: list[Node], line: int) -> Mapping:
        pairs: list[tuple[Scalar, Node]] = []
        seen: dict[str, int] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise RuleError(
                    "a key that is no word", file=self.file, line=key.line, found="a list or a mapping",
                    expected="a word before the colon", fix="check the brackets of this line",
                )  # fmt: skip
            if key.text in seen:
                raise RuleError(
                    f"the key {key.text} stands twice",
                    file=self.file,
                    line=key.line,
                    found=f"{key.text}, first on line {seen[key.text]}",
                    expected="each key once",
                    fix="merge the two, or begin the second rule with '- '",
                )
            seen[key.text] = key.line
            pairs.append((key, value))
        return Mapping(tuple(pairs), line)
