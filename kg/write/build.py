"""The build that wrote a graph: its versions and rules, and nothing that changes from run to run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.write.iris import Iris
from kg.write.nquads import RDF_TYPE, iri, literal, name, quad
from kg.write.statement import literal_parts, statements

_READ = (".yaml", ".yml", ".csv", ".ttl")


@dataclass(frozen=True, slots=True)
class Build:
    """What decides a graph, beside its articles."""

    program: str
    """Version of this package."""
    analyser: str
    """Version of sudachipy."""
    dictionary: str
    """Version of sudachidict-core."""
    rules: str
    """First 16 hex digits of a hash over the vocabulary's files."""

    @property
    def label(self) -> str:
        return (
            f"kijigraph {self.program}, sudachipy {self.analyser}, "
            f"sudachidict-core {self.dictionary}, rules {self.rules}"
        )

    def iri(self, iris: Iris) -> str:
        return iris.build("\n".join((self.program, self.analyser, self.dictionary, self.rules)))

    def lines(self, iris: Iris) -> list[str]:
        """The statements about the build, as lines of N-Quads in the default graph."""
        node = iri(self.iri(iris))
        return [
            f"{node} <{RDF_TYPE}> {name('kg:Build')} .",
            f"{node} <{RDF_TYPE}> {name('prov:Activity')} .",
            quad(node, "rdfs:label", literal(self.label, language="en")),
            *(quad(node, said, literal(getattr(self, field))) for field, said in _SAID.items()),
        ]


_SAID = {
    "program": "kg:programVersion",
    "analyser": "kg:analyserVersion",
    "dictionary": "kg:dictionaryVersion",
    "rules": "kg:rulesHash",
}


def builds_of(lines: Iterable[str]) -> set[Build]:
    """The builds that wrote a graph, as its lines of N-Quads tell of them; what one does not say is empty."""
    named = {name(said): field for field, said in _SAID.items()}
    type_, of_build = f"<{RDF_TYPE}>", name("kg:Build")
    found: dict[str, dict[str, str]] = defaultdict(lambda: dict.fromkeys(_SAID, ""))
    telling = (
        line for line in lines if (verb := line.split(" ", 2)[1]) in named or (verb == type_ and of_build in line)
    )
    for said in statements(telling):
        build = found[said.subject]
        if said.predicate in named and (parts := literal_parts(said.value)):
            build[named[said.predicate]] = parts.text
    return {Build(**told) for told in found.values()}


@dataclass(frozen=True, slots=True)
class Apart:
    """What tells two builds apart, in words."""

    what: str
    """another version of SudachiPy"""
    one: str
    """analyser 0.6.8"""
    other: str
    names: tuple[str, ...]
    """The fields of a Build that differ."""


def told_apart(one: Build, other: Build) -> Apart | None:
    """What tells the builds apart; None where nothing does."""
    names = [field.name for field in fields(Build) if getattr(one, field.name) != getattr(other, field.name)]
    if not names:
        return None
    one_has, other_has = (", ".join(f"{name} {getattr(build, name)}" for name in names) for build in (one, other))
    return Apart(" and ".join(_NAMES[name] for name in names), one_has, other_has, tuple(names))


_NAMES = {
    "program": "another version of this program",
    "analyser": "another version of SudachiPy",
    "dictionary": "another version of its dictionary",
    "rules": "other rules or tables",
}


def build_of(vocabulary: Iterable[Path]) -> Build:
    """The build that this installation makes with the files and folders of `vocabulary`."""
    return Build(_version("kijigraph"), _version("sudachipy"), _version("sudachidict-core"), rules_hash(vocabulary))


def rules_hash(vocabulary: Iterable[Path]) -> str:
    """16 hex digits over the names and bytes of the vocabulary's files, wherever their folders lie."""
    whole = sha256()
    for root in vocabulary:
        files = sorted(p for p in root.rglob("*") if p.suffix in _READ and p.is_file()) if root.is_dir() else [root]
        for file in files:
            inner = file.relative_to(root).as_posix() if root.is_dir() else file.name
            content = file.read_bytes().replace(b"\r\n", b"\n")
            whole.update(f"{inner}\0{len(content)}\0".encode())
            whole.update(content)
    return whole.hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
