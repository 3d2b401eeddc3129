"""The flow as code: articles → sentences → phrases → mentions → clauses → events."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.analyse.token import open_tokenizer
from kg.find.table import load_table
from kg.grammar import load_grammar
from kg.match.rulefile import load_rules
from kg.ontology import load_ontology
from kg.reader import Reader
from kg.resources import ontology_dir


@cache
def open_reader(rules: Path | None = None, actors: Path | None = None) -> Reader:
    """A reader with the shipped vocabulary, a user's rules in place of the shipped ones, a user's actors added."""
    folder = ontology_dir()
    ontology = load_ontology()
    roles = {c.name: c.roles for c in ontology.classes.values()}
    return Reader(
        open_tokenizer(),
        load_grammar(),
        load_table(folder / "actors", actors),
        load_rules(rules or folder / "rules", roles),
    )
