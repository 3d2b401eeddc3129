"""An explanation: what was seen in each sentence, which rules took and why, and which came nearest where none did."""

from __future__ import annotations

from collections.abc import Iterator

from kg.analyse.phrase import Phrase
from kg.analyse.token import surface_of
from kg.find.date import Calendar
from kg.find.table import ActorTable
from kg.match.args import gather
from kg.match.attempt import Try
from kg.match.lexicon import Lexicon, variants
from kg.match.scene import Arg, Scene
from kg.model import Article, Event, Filler, Kind, PartialDate
from kg.reader import Reader
from kg.workbench.nearest import Nearest, of_predicate_alone, of_try, place_of
from kg.workbench.notes import (
    ConditionNote,
    DateNote,
    EventNote,
    Explanation,
    MentionNote,
    MissNote,
    PhraseNote,
    RoleNote,
    SentenceNote,
)
from kg.workbench.watch import Sighting, Watched, watch


def explain(reader: Reader, article: Article) -> Explanation:
    """What the reader makes of an article, sentence by sentence."""
    return _Explainer(reader, watch(reader, article)).explanation()


class _Explainer:
    def __init__(self, reader: Reader, watched: Watched) -> None:
        self.article = watched.article
        self.text = watched.article.text
        self.watched = watched
        self.lexicon: Lexicon = reader.lexicon
        self.table: ActorTable = reader.table
        self.known = {(e.kind, e.key) for e in reader.table.entities}
        self.suru = reader.grammar.words("predicates", "suru")

    def explanation(self) -> Explanation:
        sentences = []
        told: PartialDate | None = None
        calendar = Calendar.of(self.article.published, self.article.context)
        for sighting in self.watched.sightings:
            dates = []
            for date in filter(None, sighting.tree.dates):
                found = calendar.resolve(date.start, told, False)
                dates.append(DateNote(date.text, found.lexical if found else None))
                told = found if found is not None and found.day is not None else told
            sentences.append(self._sentence(sighting, tuple(dates)))
        return Explanation(self.article.id, self.article.published, tuple(sentences))

    def _sentence(self, seen: Sighting, dates: tuple[DateNote, ...]) -> SentenceNote:
        tree = seen.tree
        phrases = tuple(
            PhraseNote(
                p.index,
                p.text,
                surface_of(p.function),
                p.case,
                tree.heads[p.index],
                str(p.link),
                p.lemma if p.index in tree.predicative else None,
            )
            for p in tree.phrases
        )
        mentions = tuple(
            MentionNote(
                n.span.of(self.text), n.span.start, n.span.end, n.entity.kind.value, n.entity.label,
                n.entity.kind is Kind.POST or (n.entity.kind, n.entity.key) in self.known, n.by_name,
            )
            for row in seen.scene.named
            for n in row
        )  # fmt: skip
        events = tuple(self._event(t, t.event, self.watched.kept(t)) for t in seen.tries if t.event is not None)
        span = tree.span
        return SentenceNote(
            span.of(self.text), span.start, span.end, tree.embedded, phrases, mentions, dates, events,
            tuple(self._misses(seen)),
        )  # fmt: skip

    def _event(self, tried: Try, told: Event, kept: Event | None) -> EventNote:
        event = kept or told
        hit, rule = tried.hit, tried.tried[-1].rule
        met = f"{hit.trigger} is a trigger of {rule.id}"
        if len(hit.rules) > 1 and len(tried.tried) > 1:
            passed = ", ".join(f.rule.id for f in tried.tried[:-1])
            met += f"; tried before it: {passed}"
        args = gather(tried.scene, hit)
        return EventNote(
            type=event.type,
            rule=event.rule,
            place=place_of(rule),
            trigger=event.trigger.of(self.text),
            why=met,
            roles=tuple(self._role(f, tried, args) for f in event.fillers),
            start=event.start.lexical if event.start else None,
            end=event.end.lexical if event.end else None,
            date_text=event.date_text,
            status=event.status.value,
            status_why=self._status(tried, rule.status is not None),
            claimed_by=tuple(self._role(f, tried, ()) for f in event.claimed_by),
            kept=kept is not None,
        )

    def _role(self, filler: Filler, tried: Try, args: list[Arg] | tuple[()]) -> RoleNote:
        span, entity = filler.span, filler.entity
        return RoleNote(
            filler.role, span.of(self.text), span.start, span.end, entity.kind.value, entity.label,
            _why(filler, tried, args),
        )  # fmt: skip

    def _status(self, tried: Try, fixed: bool) -> str:
        """The words that decide the status: from the predicate to the end of the clauses it leads up to."""
        if fixed:
            return "the rule says so"
        tree, hit = tried.scene.tree, tried.hit
        at = hit.at
        chain = [at, *tree.chain(at)]
        return " → ".join(tree.phrases[i].text + surface_of(tree.phrases[i].function) for i in chain)

    def _misses(self, seen: Sighting) -> Iterator[MissNote]:
        tree = seen.tree
        told = {i for t in seen.tries for i in (t.hit.head, t.hit.host) if i is not None}
        alone = [v for v in tree.predicative if v not in told and self._speaks(tree.phrases[v])]
        rows: list[tuple[int, Phrase, Nearest | None, str]] = [
            (v, tree.phrases[v], of_predicate_alone(self.text, seen.scene, v, self.lexicon), "") for v in alone
        ]
        for t in seen.tries:
            if t.event is None:
                near = of_try(self.text, t)
                absorbed = "" if near else "another event of the sentence stands for it"
                rows.append((t.hit.head, tree.phrases[t.hit.head], near, absorbed))
        for _, phrase, near, absorbed in sorted(rows, key=lambda row: row[0]):
            conditions = tuple(ConditionNote(c.role, c.expected, c.found) for c in near.conditions) if near else ()
            if absorbed:
                conditions = (ConditionNote(None, "an event of its own", absorbed),)
            yield MissNote(
                phrase.text + surface_of(phrase.function),
                phrase.lemma,
                near.rule.id if near else None,
                place_of(near.rule) if near else None,
                near.trigger if near else None,
                conditions,
            )

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether a predicate has content of its own: する alone has none."""
        return not any(word in self.suru for word in variants(phrase))


def _why(filler: Filler, tried: Try, args: list[Arg] | tuple[()]) -> str:
    scene, hit = tried.scene, tried.hit
    spec = tried.tried[-1].rule.role(filler.role)
    if not scene.tree.span.covers(filler.span):
        return "from another sentence of the article"
    if filler.role == "claimedBy":
        return "whose words the sentence tells"
    for arg in args:
        if arg.span.covers(filler.span) or any(n.span == filler.span for n in arg.named):
            return _of_case(arg, scene, spec.cases if spec else ("で",))
    if (hit.compound_span is not None and hit.compound_span.covers(filler.span)) or filler.span == hit.span:
        inside = scene.tree.phrases[hit.head].text
        return f"inside {inside}" if filler.named else "carried over from what was told before"
    return "shared with another clause of the sentence"


def _of_case(arg: Arg, scene: Scene, wanted: tuple[str, ...]) -> str:
    case = next((c for c in arg.cases if c in wanted), arg.cases[0])
    written = surface_of(scene.tree.phrases[arg.phrase].function) if arg.phrase is not None else ""
    return f"in {case}" if written in (case, "") else f"in {case}, written {written}"
