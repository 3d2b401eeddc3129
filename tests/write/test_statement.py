"""A line of the graph without its graph, as the union of all holds it."""

from __future__ import annotations

import pytest

from kg.write.statement import without_graph

SUBJECT, PREDICATE, VALUE, GRAPH = "<http://a/s>", "<http://a/p>", "<http://a/o>", "<http://a/g>"
LITERALS = (
    '"words"',
    '"two words"@ja',
    '"<http://a/o>"',
    '"a <http://a/x>"^^<http://a/type>',
    '"a quote \\" and <b>"',
    '"2025-10-28"^^<http://www.w3.org/2001/XMLSchema#date>',
    '""',
)


@pytest.mark.parametrize("value", [VALUE, *LITERALS])
def test_a_statement_loses_its_graph(value: str) -> None:
    assert without_graph(f"{SUBJECT} {PREDICATE} {value} {GRAPH} .\n") == f"{SUBJECT} {PREDICATE} {value} ."


@pytest.mark.parametrize("value", [VALUE, *LITERALS])
def test_a_statement_of_the_default_graph_is_none_of_an_article(value: str) -> None:
    assert without_graph(f"{SUBJECT} {PREDICATE} {value} .") is None
