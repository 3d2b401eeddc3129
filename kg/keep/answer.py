"""The answer to a query as a table, and the forms that it is printed in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import category, combining, east_asian_width

from kg.errors import QueryError
from kg.write.nquads import PREFIXES

if TYPE_CHECKING:
    from rdflib.term import Identifier, Literal

    Cell = Identifier | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows; `boolean` is the answer to an ASK, which has neither. A cell is an rdflib term or None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    boolean: bool | None = None
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    """What shortens IRIs in the table."""
    hints: tuple[str, ...] = ()
    """Why the answer may be other than meant: terms of the query that the ontology does not have."""

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self) -> list[tuple[str, ...]]:
        """The rows as plain text: the lexical form of a literal, an IRI in full, empty where unbound."""
        return [tuple("" if cell is None else _text(cell) for cell in row) for row in self.rows]

    def format(self, form: str) -> str:
        """The answer in one of FORMATS, with a final line end; a QueryError where there is no such form."""
        try:
            return FORMATS[form](self)
        except KeyError:
            raise QueryError("no such format", found=form, expected=", ".join(FORMATS)) from None


def to_csv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.texts())
    return out.getvalue() if answer.boolean is None else f"{_truth(answer)}\r\n"


def to_tsv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results TSV: terms as Turtle writes them."""
    if answer.boolean is not None:
        return f"{_truth(answer)}\n"
    lines = ["\t".join(f"?{column}" for column in answer.columns)]
    lines += ["\t".join("" if cell is None else _n3(cell) for cell in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def to_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON."""
    if answer.boolean is not None:
        return json.dumps({"head": {}, "boolean": answer.boolean}) + "\n"
    bindings = [
        {column: _json_term(cell) for column, cell in zip(answer.columns, row, strict=True) if cell is not None}
        for row in answer.rows
    ]
    whole = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def to_xml(answer: Answer) -> str:
    """SPARQL Query Results XML; a control that XML cannot hold becomes U+FFFD."""
    from xml.sax.saxutils import quoteattr  # which loads what speaks to networks, and a build does not wait for that

    names = "".join(f"<variable name={quoteattr(column)}/>" for column in answer.columns)
    lines = ['<?xml version="1.0"?>', f'<sparql xmlns="{_RESULTS}">', f"<head>{names}</head>"]
    if answer.boolean is not None:
        return "\n".join([*lines, f"<boolean>{_truth(answer)}</boolean>", "</sparql>", ""])
    lines.append("<results>")
    for row in answer.rows:
        cells = ((column, cell) for column, cell in zip(answer.columns, row, strict=True) if cell is not None)
        bindings = (f"<binding name={quoteattr(column)}>{_xml_term(cell)}</binding>" for column, cell in cells)
        lines.append(f"<result>{''.join(bindings)}</result>")
    return "\n".join([*lines, "</results>", "</sparql>", ""])


def to_table(answer: Answer) -> str:
    """Plain text in columns, full-width characters counted as two; IRIs shortened where a prefix is known."""
    if answer.boolean is not None:
        return f"{_truth(answer)}\n"
    rows = [answer.columns, *(tuple(_short(cell, answer.prefixes) for cell in row) for row in answer.rows)]
    widths = [max(display_width(row[i]) for row in rows) for i in range(len(answer.columns))]
    lines = [_row(row, widths) for row in rows]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines) + "\n"


FORMATS: Mapping[str, Callable[[Answer], str]] = {
    "table": to_table,
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "xml": to_xml,
}
_STRING = f"{PREFIXES['xsd']}string"
_RESULTS = "http://www.w3.org/2005/sparql-results#"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def display_width(text: str) -> int:
    """Columns of a terminal that the text takes."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _row(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = [cell + " " * (width - display_width(cell)) for cell, width in zip(cells, widths, strict=True)]
    return "  ".join(padded).rstrip()


def _short(cell: Cell, prefixes: Mapping[str, str]) -> str:
    """A cell on one line, without anything that would steer a terminal."""
    text = "" if cell is None else str(cell)
    if _is_iri(cell):
        for prefix, namespace in prefixes.items():
            if text.startswith(namespace):
                text = f"{prefix}:{text[len(namespace) :]}"
                break
    return on_one_line(text)


def on_one_line(text: str) -> str:
    """The text on one line, without anything that would steer a terminal."""
    return "".join(" " if c in "\n\r\t" else c for c in text if c in "\n\r\t" or category(c) not in ("Cc", "Cf", "Cs"))


def _truth(answer: Answer) -> str:
    return "true" if answer.boolean else "false"


def _is_iri(cell: Cell) -> bool:
    from rdflib import URIRef

    return isinstance(cell, URIRef)


def _n3(cell: Identifier) -> str:
    """The term in one line: rdflib writes long quotes where a text has line ends, which TSV cannot hold."""
    from rdflib import Literal

    from kg.write.nquads import escaped

    if isinstance(cell, Literal):
        tail = f"@{cell.language}" if cell.language else f"^^<{datatype}>" if (datatype := _datatype(cell)) else ""
        return f'"{escaped(str(cell))}"{tail}'
    return str(cell.n3())


def _text(cell: Identifier) -> str:
    """The cell as plain text; a blank node keeps its mark."""
    from rdflib import BNode

    return str(cell.n3()) if isinstance(cell, BNode) else str(cell)


def _xml_term(cell: Identifier) -> str:
    from xml.sax.saxutils import escape, quoteattr

    term = _json_term(cell)
    language = f" xml:lang={quoteattr(term['xml:lang'])}" if "xml:lang" in term else ""
    datatype = f" datatype={quoteattr(term['datatype'])}" if "datatype" in term else ""
    text = escape(_NO_XML.sub("\ufffd", term["value"]), {"\r": "&#13;"})
    return f"<{term['type']}{language}{datatype}>{text}</{term['type']}>"


def _json_term(cell: Identifier) -> dict[str, str]:
    from rdflib import BNode, Literal

    if isinstance(cell, Literal):
        term = {"type": "literal", "value": str(cell)}
        if cell.language:
            term["xml:lang"] = cell.language
        elif datatype := _datatype(cell):
            term["datatype"] = datatype
        return term
    return {"type": "bnode" if isinstance(cell, BNode) else "uri", "value": str(cell)}


def _datatype(cell: Literal) -> str | None:
    """The datatype as results write it: a plain text has none, however the store that gave it puts that."""
    return None if cell.datatype is None or str(cell.datatype) == _STRING else str(cell.datatype)
