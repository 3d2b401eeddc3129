"""A query's words, as far as it takes to refuse what may not run and to say where one is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
             | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z0-9-]+)
    | (?P<prefixed>(?P<prefix>[^\W_](?:[\w.-]*[\w-])?|_)?:
                    (?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ASKS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_WORDS = _ASKS | set(
    re.findall(
        r"\w+",
        """
    A ABS ADJUST AS ASC AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY DESC DISTINCT
    ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HASLANG HASLANGDIR HOURS IF IN IRI
    ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS
    MINUTES MONTH NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM
    SAMPLE SECONDS SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG
    STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TRUE TZ UCASE UNDEF UNION URI UUID VALUES
    VERSION WHERE YEAR E
    """,
    )
)
"""Keywords and functions of SPARQL: no other bare word may stand in a query. E is the exponent of 1e6."""
_REACHING_OUT = {
    "SERVICE": "a query may not call another endpoint",
    "FROM": "a query may not choose its graphs with FROM",
}
_FIXES = {
    "SERVICE": "ask here for what this graph holds, and the other endpoint for the rest",
    "FROM": "the default graph is the union of all articles; for one article write GRAPH <article> { ... }",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the query and where it stands, line and column from 1."""

    kind: str
    text: str
    line: int
    column: int
    prefix: str | None = None


def tokens(query: str) -> Iterator[Token]:
    """The query's words, comments left out."""
    line, begun, seen = 1, 0, 0
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "other"
        if match["prefixed"] is not None:
            kind = "prefixed"
        line += query.count("\n", seen, match.start())
        begun = max(begun, query.rfind("\n", seen, match.start()) + 1)
        seen = match.start()
        if kind != "comment":
            yield Token(kind, match.group(), line, seen - begun + 1, match["prefix"])


def check_query(query: str, prefixes: Mapping[str, str], file: Path | None = None) -> None:
    """Refuses an update, SERVICE, FROM and a prefix that nothing binds, each with its place, as a QueryError."""
    found = list(tokens(query))
    if not found:
        raise QueryError("the query is empty", file=file, expected="SELECT, ASK, CONSTRUCT or DESCRIBE")
    # A parser may take \\u0053ERVICE for the word that it spells.
    for token in (*found, *tokens(_CODE.sub(lambda m: chr(int(m[1] or m[2], 16) % 0x110000), query))):
        word = token.text.upper()
        if token.kind == "word" and word in _REACHING_OUT:
            raise _error(_REACHING_OUT[word], token, file, fix=_FIXES[word])
    _check_form(found, file)
    bound = set(prefixes)
    for before, token in zip([None, *found], found, strict=False):
        if token.kind == "prefixed":
            prefix = token.prefix or ""
            if before is not None and before.kind == "word" and before.text.upper() == "PREFIX":
                bound.add(prefix)
            elif prefix != "_" and prefix not in bound:
                known = ", ".join(f"{p}:" for p in sorted(bound))
                raise _error(f"the prefix {prefix}: is not bound", token, file, known, f"add PREFIX {prefix}: <...>")


def with_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """The query with a PREFIX for each of these that it uses and does not declare; its lines keep their numbers."""
    found = list(tokens(query))
    used = {token.prefix or "" for token in found if token.kind == "prefixed"}
    declared = {
        token.prefix or ""
        for before, token in pairwise(found)
        if token.kind == "prefixed" and before.kind == "word" and before.text.upper() == "PREFIX"
    }
    named = (f"PREFIX {p}: <{prefixes[p]}> " for p in sorted((used - declared) & set(prefixes)))
    return "".join(named) + query


def form_of(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: what a query that was checked asks in."""
    return next(word for token in tokens(query) if token.kind == "word" and (word := token.text.upper()) in _ASKS)


def _check_form(found: list[Token], file: Path | None) -> None:
    """The first word after the prologue says what the query does."""
    for token in found:
        word = token.text.upper()
        if token.kind == "word" and word in _ASKS:
            return
        if token.kind == "word" and word in _UPDATES:
            fix = "articles are added with kg add and withdrawn with kg remove"
            raise _error(
                "a query may only ask, not change the graph", token, file, "SELECT, ASK, CONSTRUCT, DESCRIBE", fix
            )
        if not (token.kind in ("iri", "prefixed") or (token.kind == "word" and word in ("PREFIX", "BASE"))):
            raise _error("not a SPARQL query", token, file, "SELECT, ASK, CONSTRUCT or DESCRIBE", _near(word, _ASKS))
    raise QueryError("the query asks nothing", file=file, expected="SELECT, ASK, CONSTRUCT or DESCRIBE")


def _near(word: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(known), n=1)
    return f"write {near[0]}" if near else None


def _error(
    message: str, token: Token, file: Path | None, expected: str | None = None, fix: str | None = None
) -> QueryError:
    return QueryError(
        message, file=file, line=token.line, column=token.column, found=token.text, expected=expected, fix=fix
    )


_AT = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Z]{2,}")


def syntax_error(error: SyntaxError, query: str, file: Path | None = None) -> QueryError:
    """What the store's parser says of a query, with the line that it stumbled over and a mark under the place."""
    for token in tokens(query):
        if token.kind == "word" and token.text.upper() not in _WORDS:
            near = _near(token.text.upper(), _WORDS)
            return _error(f"{token.text} is no word of SPARQL", token, file, fix=near or "write ?name for a variable")
    match = _AT.match(error.msg or "")
    if match is None:
        return QueryError(
            "not a SPARQL query", file=file, found=(error.msg or "").splitlines()[0] if error.msg else None
        )
    # The parser gives the place where it gave up: behind the word that it could not take.
    tried = [t for t in tokens(query) if (t.line, t.column) < (int(match[1]), int(match[2]))]
    line, column = (tried[-1].line, tried[-1].column) if tried else (int(match[1]), int(match[2]))
    lines = query.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    parts = [part.strip() for part in match[3].split(", ")]
    said = [p for p in parts if re.fullmatch(r"[A-Za-z][A-Za-z ]+ [A-Za-z ]+", p)]
    # What the parser lists of other words says little: it names but the last alternatives that it tried.
    keywords = [p for p in parts if not said and _KEYWORD.fullmatch(p) and p not in ("LATERAL", "OPTIONAL", "SERVICE")]
    where = text.rstrip() + "\n" + " " * (len("  found: ") + _width(text[: column - 1])) + "^"
    message = f"not a SPARQL query: {said[0]}" if said else "not a SPARQL query"
    return QueryError(
        message,
        file=file,
        line=line,
        column=column,
        found=where,
        expected=" or ".join(keywords) or None,
        fix="look at the mark and just before it: a missing brace, dot or quote, or a misspelt word",
    )


def _width(text: str) -> int:
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
