"""The ontology as values: event classes with their roles, identity roles, label templates and shortcuts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.errors import RuleError
from kg.resources import ontology_dir

KG = "https://w3id.org/kijigraph/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"

ACTOR_ROLES = ("agent", "recipient", "participant", "person", "post")
ROLE_ORDER = (*ACTOR_ROLES, "topic", "place", "claimedBy", "startDate", "endDate")
DATE_ROLES = ("startDate", "endDate")


@dataclass(frozen=True, slots=True, order=True)
class Shortcut:
    """A property that an event of a class stands for: from the filler of one role to another's."""

    name: str
    """Local name of the property."""
    source: str
    """The role whose filler is the subject."""
    target: str | None
    """The role whose filler is the object; None stands for the event itself."""

    @property
    def mutual(self) -> bool:
        """Whether each filler of one role gets the property to each other."""
        return self.source == self.target


@dataclass(frozen=True, slots=True)
class EventClass:
    """One class of events."""

    name: str
    label: str
    label_en: str
    comment: str
    roles: tuple[str, ...]
    """Roles of the class's own, then those that every class may take; in ROLE_ORDER."""
    identity: tuple[str, ...]
    shared: frozenset[str]
    """Roles that are fully known only with two fillers or more."""
    template: str
    shortcuts: tuple[Shortcut, ...]
    plover: str | None
    plover_mode: str | None
    plover_also: tuple[str, ...]


@dataclass(frozen=True)
class Ontology:
    """What kg.ttl says, as far as the program asks."""

    classes: Mapping[str, EventClass]
    labels: Mapping[str, str]
    """Local name to Japanese label, for every term of the ontology."""
    labels_en: Mapping[str, str]
    date_templates: Mapping[str, str]
    """Local name of an XSD type to the template of a date in a label."""
    separator: str

    def event_class(self, name: str) -> EventClass:
        """The class of that name; a RuleError where the ontology has none."""
        try:
            return self.classes[name]
        except KeyError:
            known = ", ".join(self.classes)
            raise RuleError(f"no event class {name}", found=name, expected=known, fix="add it to kg.ttl") from None

    @cached_property
    def shortcuts(self) -> frozenset[str]:
        """The local names of all shortcut properties."""
        return frozenset(s.name for c in self.classes.values() for s in c.shortcuts)


class _Terms:
    """The file's statements by subject and property."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._found: dict[tuple[str, str], list[ox.Literal | str]] = defaultdict(list)
        for triple in triples:
            value = triple.object
            if isinstance(triple.subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                held = value.value if isinstance(value, ox.NamedNode) else value
                self._found[triple.subject.value, triple.predicate.value].append(held)

    def subjects(self, predicate: str, value: str) -> list[str]:
        return sorted(s for (s, p), values in self._found.items() if p == predicate and value in values)

    def iris(self, subject: str, predicate: str) -> list[str]:
        return [v for v in self._found.get((subject, predicate), ()) if isinstance(v, str)]

    def literals(self, subject: str, predicate: str) -> list[ox.Literal]:
        return [v for v in self._found.get((subject, predicate), ()) if isinstance(v, ox.Literal)]

    def text(self, subject: str, predicate: str, language: str | None = None) -> str:
        """The property's text, in the language where one is named; empty where there is none."""
        found = [v.value for v in self.literals(subject, predicate) if language is None or v.language == language]
        return min(found, default="")

    def locals(self, subject: str, predicate: str) -> list[str]:
        return [_local(iri) for iri in self.iris(subject, predicate)]

    def names(self, predicate: str, language: str) -> dict[str, str]:
        """Local name to text in the language, for every term of the ontology's own namespace."""
        subjects = sorted(s for s, p in self._found if p == predicate and s.startswith(KG))
        return {_local(s): text for s in subjects if (text := self.text(s, predicate, language))}


def load_ontology(path: Path | None = None) -> Ontology:
    """The ontology of the file, by default the shipped one; a RuleError where it is no Turtle or lacks a part."""
    return _shipped() if path is None else _load(path)


@cache
def _shipped() -> Ontology:
    return _load(ontology_dir() / "kg.ttl")


def _load(file: Path) -> Ontology:
    try:
        terms = _Terms(_parse(file))
    except SyntaxError as error:
        line = getattr(error, "lineno", None)
        raise RuleError(f"not valid Turtle: {error.msg}", file=file, line=line, fix="mend the statement") from error
    except OSError as error:
        raise RuleError(f"cannot be read: {error.strerror or error}", file=file, fix="check the path") from error
    shortcuts = _shortcuts(terms, file)
    classes = {
        _local(iri): _event_class(terms, iri, tuple(sorted(shortcuts[iri])), file)
        for iri in terms.subjects(RDFS + "subClassOf", KG + "Event")
    }
    templates = {t: terms.text(XSD + t, KG + "labelTemplate") for t in _DATATYPES}
    return Ontology(
        classes=classes,
        labels=terms.names(RDFS + "label", "ja"),
        labels_en=terms.names(RDFS + "label", "en"),
        date_templates={name: text for name, text in templates.items() if text},
        separator=terms.text(KG + "Event", KG + "labelSeparator"),
    )


_DATATYPES = ("date", "gYearMonth", "gYear", "gMonthDay", "gMonth", "gDay")


def _parse(file: Path) -> Iterable[ox.Triple]:
    quads = ox.parse(input=file.read_bytes(), format=ox.RdfFormat.TURTLE)
    return [quad.triple for quad in quads]


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


def _in_order(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(roles), key=lambda r: (ROLE_ORDER.index(r) if r in ROLE_ORDER else len(ROLE_ORDER), r)))


def _shortcuts(terms: _Terms, file: Path) -> dict[str, list[Shortcut]]:
    """The shortcut rules by IRI of the class."""
    found: dict[str, list[Shortcut]] = defaultdict(list)
    for rule in terms.subjects(RDF + "type", KG + "ShortcutRule"):
        parts = [terms.iris(rule, KG + name) for name in ("ofClass", "makes", "fromRole", "toRole")]
        if any(len(part) != 1 for part in parts):
            raise RuleError(
                f"shortcut rule kg:{_local(rule)} is not whole",
                file=file,
                expected="one each of kg:ofClass, kg:makes, kg:fromRole, kg:toRole",
            )
        of, makes, source, target = (part[0] for part in parts)
        end = None if target == KG + "itself" else _local(target)
        found[of].append(Shortcut(_local(makes), _local(source), end))
    return found


def _event_class(terms: _Terms, iri: str, shortcuts: tuple[Shortcut, ...], file: Path) -> EventClass:
    name = _local(iri)
    common = terms.locals(KG + "Event", KG + "hasRole")
    roles = _in_order([*terms.locals(iri, KG + "hasRole"), *common])
    identity = _in_order(terms.locals(iri, KG + "identityRole"))
    named = {*identity, *(s.source for s in shortcuts), *(s.target for s in shortcuts if s.target)}
    template = terms.text(iri, KG + "labelTemplate")
    if not (identity and template and named <= set(roles)):
        raise RuleError(
            f"event class kg:{name} is not whole",
            file=file,
            found=f"roles {', '.join(roles)}; roles used {', '.join(sorted(named)) or 'none'}",
            expected="kg:identityRole, kg:labelTemplate, and kg:hasRole for each role that it uses",
        )
    return EventClass(
        name=name,
        label=terms.text(iri, RDFS + "label", "ja") or name,
        label_en=terms.text(iri, RDFS + "label", "en") or name,
        comment=terms.text(iri, RDFS + "comment", "ja"),
        roles=roles,
        identity=identity,
        shared=frozenset(terms.locals(iri, KG + "sharedRole")),
        template=template,
        shortcuts=shortcuts,
        plover=terms.text(iri, KG + "ploverType") or None,
        plover_mode=terms.text(iri, KG + "ploverMode") or None,
        plover_also=tuple(sorted(v.value for v in terms.literals(iri, KG + "ploverAlternative"))),
    )
