"""`kg explain`, `kg gaps`, `kg eval` and `kg rules`: the analyst's commands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.output import DEFAULT_FOLDER, count, put, say
from kg.errors import InputError, QueryError

if TYPE_CHECKING:
    from kg.match.rule import RuleSet
    from kg.model import Article
    from kg.reader import Reader

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Rules = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Rules in the place of those that ship.", show_default=False)
]
Actors = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A CSV of actors, added to those that ship.", show_default=False)
]
Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Files or folders of articles.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(explain)
    app.command()(gaps)
    app.command("eval")(evaluate)
    rules = typer.Typer(
        help="Check the rules, list them, show one, and see what an edit changes.", no_args_is_help=True
    )
    rules.command()(check)
    rules.command("list")(list_rules)
    rules.command()(show)
    rules.command()(diff)
    app.add_typer(rules, name="rules")


def explain(
    text: Annotated[
        str | None,
        typer.Argument(metavar="TEXT|INPUT", help="A text to explain; with --article, files that hold the article."),
    ] = None,
    article: Annotated[
        str | None, typer.Option(metavar="ID", help="Explain this article, as it was built.", show_default=False)
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of the text, for its dates.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    graph: Annotated[
        Path, typer.Option("--graph", "-g", "-o", metavar="DIR", help="The folder that a build wrote.")
    ] = DEFAULT_FOLDER,
    rules: Rules = None,
    actors: Actors = None,
) -> None:
    """Say why each event was found, and for each predicate that no rule took which came nearest and what it lacked."""
    from kg.model import Article

    if article is not None and text is None:
        _explain_built(graph, article, as_json)
        return
    if text is None or not text.strip():
        raise QueryError(
            "nothing to explain", expected="kg explain 'TEXT', or kg explain --article ID", fix="put the text in quotes"
        )
    from kg.workbench.explain import explain as explained
    from kg.workbench.text.explanation import text_of

    given = Article("text", text, published=_day(published)) if article is None else _article(text, article)
    explanation = explained(_reader(rules, actors), given)
    put([_json(explanation.as_json()) if as_json else text_of(explanation)])


def _explain_built(folder: Path, identifier: str, as_json: bool) -> None:
    from kg.graph import KnowledgeGraph
    from kg.workbench.built import explain_built
    from kg.workbench.text.built import text_of

    built = explain_built(KnowledgeGraph(folder), identifier)
    put([_json(built.as_json()) if as_json else text_of(built)])
    say("the graph keeps only the sentences that events rest on; for the others and for what no rule took:")
    say(f"  kg explain --article {identifier} INPUT")


def gaps(
    inputs: Inputs,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many of each kind to show.")] = 20,
    as_json: AsJson = False,
    rules: Rules = None,
    actors: Actors = None,
) -> None:
    """List predicates beside known actors that no rule took, and names that no table has, with what to paste."""
    from kg.workbench.gaps import gaps as gaps_of
    from kg.workbench.text.gaps import text_of

    found = gaps_of(_reader(rules, actors), _articles(inputs), limit)
    put([_json(found.as_json()) if as_json else text_of(found)])


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Articles with their events.")],
    show: Annotated[bool, typer.Option("--show", help="List what was missed, wrong, or found in part.")] = False,
    as_json: AsJson = False,
    rules: Rules = None,
    actors: Actors = None,
) -> None:
    """Score the reading against a gold file: precision, recall and F1, by role, class and rule."""
    from kg.ontology import load_ontology
    from kg.workbench.evaluate import evaluate as evaluated
    from kg.workbench.text.evaluation import text_of

    evaluation = evaluated(_reader(rules, actors), gold, load_ontology())
    put([_json(evaluation.as_json(show)) if as_json else text_of(evaluation, show)])


def check(rules: Rules = None, actors: Actors = None, as_json: AsJson = False) -> None:
    """Run every example and counterexample, and look for triggers, cases and rules that nothing shows to work."""
    from dataclasses import asdict

    from kg.match.check import check as findings_of
    from kg.model import Article

    reader = _reader(rules, actors)
    findings = findings_of(reader.rules, lambda text: reader.read(Article("example", text)).events, reader.grammar)
    if as_json:
        put([_json([asdict(finding) for finding in findings])])
    else:
        put(f"{finding}\n" for finding in findings)
    run = sum(len(r.examples) + len(r.counterexamples) + len(r.known_gaps) for r in reader.rules.rules)
    told = count(len(findings), "finding") if findings else "nothing to mend"
    say(f"{count(len(reader.rules.rules), 'rule')}, {count(run, 'sentence')} run: {told}")
    if findings:
        raise typer.Exit(2)


def list_rules(rules: Rules = None, as_json: AsJson = False) -> None:
    """List the rules by class, with their triggers."""
    from kg.workbench.listing import by_class

    found = by_class(_rules(rules))
    if as_json:
        rows = {
            name: [{"id": r.id, "triggers": [t.text for t in r.triggers]} for r in held] for name, held in found.items()
        }
        put([_json(rows)])
        return
    for name, held in found.items():
        put([f"{name}\n"])
        put(f"  {rule.id}: {', '.join(t.text for t in rule.triggers)}\n" for rule in held)


def show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="Such as demand.policy.")],
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Show one rule as its file has it."""
    from kg.workbench.listing import show as shown

    found = shown(_rules(rules), rule_id)
    put([_json(found.as_json()) if as_json else f"{found.file}:{found.line}: {found.event}\n\n{found.source}\n"])


def diff(
    other: Annotated[Path, typer.Argument(metavar="OTHER_DIR", help="The edited rules.")],
    inputs: Inputs,
    as_json: AsJson = False,
    rules: Rules = None,
    actors: Actors = None,
) -> None:
    """Say which statements the rules of OTHER_DIR add and remove, against those that ship (or --rules)."""
    from kg.workbench.diff import diff as difference_of
    from kg.workbench.text.difference import text_of

    before, after = _reader(rules, actors), _reader(other, actors)
    found = difference_of(before, after, _articles(inputs))
    put([_json(found.as_json()) if as_json else text_of(found)])


def _reader(rules: Path | None, actors: Path | None) -> Reader:
    from kg.pipeline import open_reader

    return open_reader(rules, actors)


def _rules(folder: Path | None) -> RuleSet:
    from kg.match.rulefile import load_rules
    from kg.ontology import load_ontology
    from kg.resources import ontology_dir

    roles = {c.name: c.roles for c in load_ontology().classes.values()}
    return load_rules(folder or ontology_dir() / "rules", roles)


def _articles(inputs: Sequence[str]) -> Iterator[Article]:
    """The articles of the inputs; a part that cannot be read is told and the rest is still done."""
    from kg.read import read

    intake = read(inputs)
    for problem in intake.problems:
        say(str(problem))
    yield from intake.articles


def _article(inputs: str, identifier: str) -> Article:
    from kg.match.suggest import nearest

    articles = {a.id: a for a in _articles([inputs])}
    if identifier not in articles:
        raise InputError(
            "the input has no such article", file=inputs, found=identifier,
            expected=f"one of its {len(articles)} articles", fix=nearest(identifier, articles),
        )  # fmt: skip
    return articles[identifier]


def _day(published: str | None) -> str | None:
    from datetime import date

    try:
        return date.fromisoformat(published).isoformat() if published else None
    except ValueError:
        raise QueryError(
            "the day of publication is no ISO date", found=published, expected="such as 2025-11-23"
        ) from None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
