"""The build that wrote a graph: its versions and rules, and nothing that changes from run to run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


def builds_of(lines: Sequence[str]) -> set[Build]:
    """The builds that wrote a graph, as its lines of N-Quads tell of them; what one does not say is empty."""
    fields = {name(said): field for field, said in _SAID.items()}
    of_build = name("kg:Build")
    nodes = {s.subject for s in statements(line for line in lines if of_build in line) if s.value == of_build}
    found = {node: dict.fromkeys(_SAID, "") for node in nodes}
    for said in statements(line for line in lines if line[: line.index(" ")] in nodes):
        if said.predicate in fields and (parts := literal_parts(said.value)):
            found[said.subject][fields[said.predicate]] = parts.text
    return {Build(**told) for told in found.values()}


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
