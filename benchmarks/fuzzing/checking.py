"""What must hold of every article, whatever its text."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.analyse.token import Tokenizer
from kg.builder import make
from kg.model import Article
from kg.shard import Kit
from kg.write.quads import quads_of

OA = "http://www.w3.org/ns/oa#"
KG = "https://w3id.org/kijigraph/ontology#"


class Broken(Exception):
    """A promise that an article broke; the text says which."""


class Term(NamedTuple):
    """A term as both parsers have it."""

    text: str
    kind: str
    language: str | None


DEFAULT = Term("", "default graph", None)


@dataclass
class Checker:
    """Reads articles twice, with one reader that remembers words and with one that may have met others before."""

    kit: Kit
    other: Kit
    seen: list[Article] = field(default_factory=list)
    events: int = 0
    statements: int = 0

    @classmethod
    def of(cls, kit: Kit) -> Checker:
        return cls(kit, kit)

    def forget(self) -> None:
        """From here on the second reader knows no word, and no article was seen."""
        self.seen.clear()
        fresh = replace(self.kit.reader, tokenizer=Tokenizer(self.kit.reader.tokenizer.sudachi))
        self.other = replace(self.kit, reader=fresh)

    def check(self, article: Article) -> None:
        """Broken where a promise does not hold; whatever else the program raises comes through."""
        self.seen.append(article)
        lines = self._lines(article, self.kit)
        if lines != self._lines(article, self.other):
            raise Broken("read twice, the lines differ")
        data = ("\n".join(lines) + "\n").encode()
        parsed = oxigraph_terms(data)
        if len(parsed) != len(lines):
            raise Broken(f"{len(lines)} lines, of which pyoxigraph makes {len(parsed)} statements")
        if differing := parsed ^ rdflib_terms(data):
            raise Broken(f"rdflib and pyoxigraph read different statements, such as {sorted(differing)[:2]}")
        self.statements += len(parsed)
        quotes(parsed, article.text)

    def build(self) -> None:
        """Builds a graph with its page of all that was seen; Broken where an article is lost or a file breaks."""
        with TemporaryDirectory(prefix="kg-fuzz-") as folder:
            file = Path(folder) / "seen.jsonl"
            records = (_record(f"{n}-{article.id}", article) for n, article in enumerate(self.seen))
            file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
            built = make([file], Path(folder) / "out", workers=1)
            for problem in (*built.failures, *built.problems):
                raise Broken(f"a build says: {problem}")
            out = built.graph.directory
            lines = {quad.triple for quad in ox.parse(path=str(out / "graph.nq"), format=ox.RdfFormat.N_QUADS)}
            if lines != {quad.triple for quad in ox.parse(path=str(out / "graph.ttl"), format=ox.RdfFormat.TURTLE)}:
                raise Broken("the files of a build hold different statements")

    def _lines(self, article: Article, kit: Kit) -> list[str]:
        reading = kit.reader.read(article)
        self.events += len(reading.events)
        return quads_of(reading, kit.ontology, kit.iris, kit.build, kit.decisions)


def _record(identifier: str, article: Article) -> dict[str, str | None]:
    """The article as a line of JSON that can be read."""
    day = article.published if article.published and re.fullmatch(r"\d{4}-\d\d-\d\d", article.published) else None
    return {"id": identifier, "title": article.title, "text": article.text, "published": day, "url": article.url}


Statement = tuple[Term, ...]


def oxigraph_terms(data: bytes) -> set[Statement]:
    """The statements as pyoxigraph parses them, strictly."""
    found = set()
    for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS):
        found.add(tuple(_of_oxigraph(part) for part in (quad.subject, quad.predicate, quad.object, quad.graph_name)))
    return found


def rdflib_terms(data: bytes) -> set[Statement]:
    """The statements as rdflib parses them; Broken where one has a literal that is none of its type."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format="nquads")
    found = set()
    for *triple, graph in dataset.quads((None, None, None, None)):
        for part in triple:
            if isinstance(part, rdflib.Literal) and part.ill_typed:
                raise Broken(f"{part.n3()} is no literal of its type")
        default = graph is None or graph == DATASET_DEFAULT_GRAPH_ID
        found.add((*(_of_rdflib(part) for part in triple), DEFAULT if default else _of_rdflib(graph)))
    return found


def _of_oxigraph(part: object) -> Term:
    if isinstance(part, ox.Literal):
        return Term(part.value, part.datatype.value, part.language)
    if isinstance(part, ox.NamedNode):
        return Term(part.value, "iri", None)
    if isinstance(part, ox.DefaultGraph):
        return DEFAULT
    raise Broken(f"{part} is neither an IRI nor a literal")


def _of_rdflib(part: object) -> Term:
    if isinstance(part, rdflib.Literal):
        plain = rdflib.RDF.langString if part.language else rdflib.XSD.string
        return Term(str(part), str(part.datatype or plain), part.language)
    if isinstance(part, rdflib.URIRef):
        return Term(str(part), "iri", None)
    raise Broken(f"{part} is neither an IRI nor a literal")


def quotes(statements: set[Statement], text: str) -> None:
    """Broken where a span's words are not the slice of the text, or a trigger does not stand in its sentence."""
    told: dict[Term, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in statements:
        told[subject][predicate.text].append(value.text)
    for node, values in told.items():
        if OA + "exact" not in values:
            continue
        (exact,), (start,), (end,) = (values[OA + name] for name in ("exact", "start", "end"))
        if not exact.strip() or text[int(start) : int(end)] != exact:
            raise Broken(f"{node.text} has the words {exact!r}, where the text has {text[int(start) : int(end)]!r}")
        if not node.text.endswith(f"#char={start},{end}"):
            raise Broken(f"{node.text} has other offsets than {start} and {end}")
        for trigger in values.get(KG + "trigger", ()):
            if trigger not in exact:
                raise Broken(f"the trigger {trigger!r} does not stand in {exact!r}")
    for subject, predicate, value, _ in statements:
        if predicate.text in (KG + "evidence", KG + "mention") and OA + "exact" not in told[value]:
            raise Broken(f"{subject.text} rests on {value.text}, which has no words")
