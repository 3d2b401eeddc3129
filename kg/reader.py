"""The reader: an article's text to its events, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.analyse.chunk import Chunker
from kg.analyse.sentence import sentences
from kg.analyse.token import Pos, Token, Tokenizer, tokenize
from kg.find.date import Calendar, DateFinder
from kg.find.dated import date_in, joined, noted_in, standing
from kg.find.discourse import Discourse
from kg.find.name import NameReader
from kg.find.resolve import Resolver
from kg.find.table import ActorTable
from kg.find.whole import WholeNames
from kg.grammar import Grammar
from kg.match.args import of_predicate
from kg.match.attempt import Try
from kg.match.compound import CompoundReader
from kg.match.fill import Filled, fill
from kg.match.hit import Hit, Spotter
from kg.match.lexicon import Lexicon, variants
from kg.match.naming import Namer
from kg.match.rule import RuleSet
from kg.match.scene import Named, Scene, Words
from kg.match.subject import subject
from kg.model import Article, Entity, Event, Filler, Kind, PartialDate, Reading, Span, Status
from kg.parse.cues import Cues
from kg.parse.depend import Parser
from kg.parse.tree import Tree
from kg.settle.answer import Answers
from kg.settle.claim import ClaimReader
from kg.settle.merge import merge
from kg.settle.occasion import Occasions
from kg.settle.pair import paired
from kg.settle.stance import Placed, Stances
from kg.settle.status import StatusReader
from kg.settle.unsaid import Unsaid
from kg.settle.when import ahead, expression_of, resolve, told_before


@dataclass(frozen=True)
class Reader:
    """Reads articles with a tokenizer, a grammar, a table of actors and rules. It keeps nothing between articles."""

    tokenizer: Tokenizer
    grammar: Grammar
    table: ActorTable
    rules: RuleSet

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.rules)

    @cached_property
    def _chunker(self) -> Chunker:
        return Chunker(self.grammar)

    @cached_property
    def _dates(self) -> DateFinder:
        return DateFinder(self.grammar)

    @cached_property
    def _names(self) -> NameReader:
        return NameReader(self.table, self.grammar)

    @cached_property
    def _whole_names(self) -> WholeNames:
        return WholeNames(self.table, self.grammar)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.table, self.grammar)

    @cached_property
    def _namer(self) -> Namer:
        return Namer(self.table, self.grammar, self._resolver)

    @cached_property
    def _unsaid(self) -> Unsaid:
        return Unsaid(self.table, self.grammar)

    @cached_property
    def _answers(self) -> Answers:
        return Answers(self.grammar)

    @cached_property
    def _occasions(self) -> Occasions:
        return Occasions(self.grammar)

    @cached_property
    def _parser(self) -> Parser:
        cues = Cues(
            accepts=self.lexicon.accepts,
            acts=self.lexicon.acts,
            reports=self.grammar.words("reporting", "reports"),
            content_nouns=self._statuses.content_nouns,
            schedules=self.grammar.words("status", "schedules"),
            also=self.grammar.words("particles", "also"),
            summing=self.grammar.words("particles", "summing"),
            becoming=self.grammar.words("predicates", "becoming"),
            light=self.grammar.words("status", "light"),
            hearsay=self.grammar.words("reporting", "hearsay"),
            attitudes=self.grammar.words("predicates", "attitudes"),
            lasting=self.grammar.words("predicates", "lasting"),
            talks=self.grammar.words("reporting", "talks"),
            encounters=self.grammar.words("reporting", "encounters"),
            attending=self.grammar.words("predicates", "attending"),
            opening=self.grammar.words("reporting", "sessions"),
            gatherings=self.grammar.words("predicates", "gatherings"),
            naming=self.grammar.words("reporting", "naming"),
            issued=self.grammar.words("reporting", "issued"),
            bearing=self.grammar.words("reporting", "bearing"),
            framing=self.grammar.words("reporting", "framing"),
            holding=self.grammar.words("status", "holding"),
            machines=self.grammar.words("names", "machines"),
        )
        return Parser(cues)

    @cached_property
    def _spotter(self) -> Spotter:
        return Spotter(self.lexicon, self.grammar)

    @cached_property
    def _compounds(self) -> CompoundReader:
        return CompoundReader(self._names, self._resolver, self.grammar)

    @cached_property
    def _statuses(self) -> StatusReader:
        return StatusReader(self.grammar)

    @cached_property
    def _words(self) -> Words:
        return Words.of(self.grammar, self._statuses.content_nouns)

    @cached_property
    def _stances(self) -> Stances:
        return Stances(self.grammar)

    @cached_property
    def _claims(self) -> ClaimReader:
        return ClaimReader(self.grammar, self.lexicon)

    def read(self, article: Article) -> Reading:
        """The events of an article."""
        told: list[Event] = []
        before: list[Event] = []
        for scenes, tries in self._walk(article):
            events = [t.event for t in tries if t.event is not None]
            source = self._claims.source(scenes[0]) if scenes else ()
            if source and before:
                claimed = tuple(Filler("claimedBy", n.entity, n.span, n.by_name) for n in source)
                marked = [e if e.claimed_by else replace(e, claimed_by=claimed) for e in before]
                told = [*told[: len(told) - len(before)], *marked]
            told.extend(events)
            before = events
        return Reading(article, merge(told, article.text))

    def tries(self, article: Article) -> Iterator[Try]:
        """Every hit of an article with the rules tried on it, in the order of the text."""
        for _, found in self._walk(article):
            yield from found

    def scenes(self, article: Article) -> Iterator[Scene]:
        """Every sentence and quotation of an article with what its phrases name, in the order of the text."""
        for scenes, _ in self._walk(article):
            yield from scenes

    def _walk(self, article: Article) -> Iterator[tuple[list[Scene], list[Try]]]:
        """The scenes and the tries of each sentence; a quotation's scenes stand behind its sentence's."""
        calendar = Calendar.of(article.published, article.context)
        on = calendar.published
        known = PartialDate(on.year, on.month, on.day) if on else calendar.context
        discourse = Discourse(article.id, known)
        told: PartialDate | None = None
        for span in sentences(article.text):
            tokens = tokenize(self.tokenizer, span.of(article.text), span.start)
            scenes: list[Scene] = []
            found, told = self._sentence(article, span, tokens, discourse, calendar, told, (), scenes)
            yield scenes, found

    def trees(self, text: str) -> Iterator[Tree]:
        """The tree of each sentence of a text."""
        for span in sentences(text):
            yield self._tree(text, span, tokenize(self.tokenizer, span.of(text), span.start), False)

    def _tree(self, text: str, span: Span, tokens: Sequence[Token], embedded: bool) -> Tree:
        dates = standing(self._dates.find(span.of(text), span.start), tokens)
        tokens = self._whole_names.joined(joined(tokens, dates), span.of(text), span.start)
        edges = frozenset([x for d in dates for x in (d.span.start, d.span.end)])
        phrases = self._chunker.phrases(tokens, edges)
        dated = tuple([date_in(p, dates) for p in phrases]) if dates else (None,) * len(phrases)
        noted = tuple([noted_in(p, dates) if p.brackets else None for p in phrases]) if dates else dated
        drafts = self._names.drafts(phrases, dated)
        return self._parser.tree(span, phrases, drafts, dated, noted, embedded)

    def _sentence(
        self,
        article: Article,
        span: Span,
        tokens: Sequence[Token],
        discourse: Discourse,
        calendar: Calendar,
        told: PartialDate | None,
        speakers: tuple[Named, ...],
        scenes: list[Scene],
    ) -> tuple[list[Try], PartialDate | None]:
        """The tries of one sentence and of the quotations in it, and the date told last."""
        tree = self._tree(article.text, span, tokens, bool(speakers))
        scene = Scene(
            tree,
            self._namer.name(article, tree, discourse),
            self._words,
            discourse.subject,
            tuple([n.entity for n in speakers[:1]]),
            tuple([self.table.country(n.entity.country) for n in speakers[:1] if n.entity.country]),
            discourse.together,
            self._government(tree, discourse),
        )
        scenes.append(scene)
        out: list[Try] = []
        for hit in self._spotter.hits(tree):
            out.append(self._try(article, scene, hit, discourse, calendar, told, speakers))
            event = out[-1].event
            if event is not None and event.type in self._words.gatherings and event.filling("participant"):
                scene = replace(scene, met=tuple([f.entity for f in event.filling("participant")]))
        settled = self._stances.settle([Placed(t.scene.tree, t.hit, t.event) for t in out])
        out = [t if e is t.event else replace(t, event=e) for t, e in zip(out, settled, strict=True)]
        out = paired(out)
        out = self._answers.complete(self._unsaid.complete(out, discourse), discourse)
        out = self._occasions.dated(out, discourse)
        told = self._told(scene, calendar, told)
        if not speakers:
            self._carry(scene, discourse)
        for i, p in enumerate(tree.phrases):
            if p.head.pos == Pos.QUOTE and len(p.head.inner) > 3:
                speaker = self._speaker(scene, i)
                if speaker:
                    around = (*speaker, *speakers)
                    inner, _ = self._quotation(article, p.head, discourse, calendar, told, around, scenes)
                    out.extend(inner)
        return out, told

    def _government(self, tree: Tree, discourse: Discourse) -> tuple[Entity, ...]:
        words = " ".join([p.text for p in tree.phrases])
        if not any(cabinet in words for cabinet in self._words.cabinets):
            return ()
        return (self._namer.resolver.government(discourse),)

    def _quotation(
        self,
        article: Article,
        quote: Token,
        discourse: Discourse,
        calendar: Calendar,
        told: PartialDate | None,
        speakers: tuple[Named, ...],
        scenes: list[Scene],
    ) -> tuple[list[Try], PartialDate | None]:
        out: list[Try] = []
        first, last = quote.inner[0].start, quote.inner[-1].end
        for span in sentences(article.text, first, last):
            tokens = [t for t in quote.inner if span.start <= t.start and t.end <= span.end]
            if tokens:
                found, told = self._sentence(article, span, tokens, discourse, calendar, told, speakers, scenes)
                out.extend(found)
        return out, told

    def _speaker(self, scene: Scene, i: int) -> tuple[Named, ...]:
        tree = scene.tree
        h = tree.heads[i]
        if tree.phrases[i].case != "と" or h < 0 or h not in tree.predicative:
            return ()
        if tree.phrases[h].ending.passive:  # 「…」とA氏から批判された
            said = next((a for a in of_predicate(scene, h) if a.cases[0] == "が" and a.named), None)
            if said is not None:
                return said.named
        found = subject(scene, h)
        return found.named if found else tuple(Named(e, tree.phrases[i].span, False) for e in scene.carried)

    def _try(
        self,
        article: Article,
        scene: Scene,
        hit: Hit,
        discourse: Discourse,
        calendar: Calendar,
        told: PartialDate | None,
        speakers: tuple[Named, ...],
    ) -> Try:
        compounds = self._compounds.arguments(hit, discourse)
        planned = discourse.planner and discourse.planner != scene.carried
        if planned and self._statuses.of(scene.tree, hit) == Status.PLANNED:
            scene = replace(scene, carried=discourse.planner)
        tried: list[Filled] = []
        for rule in hit.rules:
            filled = fill(article.text, scene, hit, rule, compounds)
            tried.append(filled)
            if filled.fillers and rule.event == "Statement" and self._relays(scene, hit, filled):
                tried[-1] = Filled(rule, (), "relays another's words")
                continue
            if filled.fillers:
                event = self._event(article, scene, hit, filled, calendar, told, speakers)
                idle = self._idle(event)
                if idle:
                    tried[-1] = Filled(rule, (), idle)
                    continue
                return Try(scene, hit, tuple(tried), event)
        return Try(scene, hit, tuple(tried), None)

    def _relays(self, scene: Scene, hit: Hit, filled: Filled) -> bool:
        """Whether a predicate passes on what another says: BBCが伝えた; 伝えた alone, with nobody as its subject."""
        at = scene.tree.phrases[hit.at]
        relays = self.grammar.words("reporting", "relays")
        if not any(w in relays for w in variants(at)):
            return False
        tellers = [f for f in filled.fillers if f.role == "agent"]
        alone = not any(f.entity in scene.together or f.role == "recipient" for f in filled.fillers)
        carried = alone and all(not f.named and f.span == hit.span for f in tellers)
        return carried or any(self._resolver.medium(f.entity) for f in tellers)

    def _idle(self, event: Event) -> str:
        """Why an event tells of no act: a medium's own words, or what somebody did not say without what it was."""
        if self._tells_of_itself(event):
            return "a medium does not do what it tells of"
        denied = event.type == "Statement" and event.status == Status.DENIED
        if denied and not (event.filling("topic") or event.filling("recipient")):
            return "nothing is told of what was not said"
        return ""

    def _tells_of_itself(self, event: Event) -> bool:
        """Whether only media act, and on their own word: 朝日新聞は紛争を懸念していると伝えた."""
        if not event.claimed_by:
            return False
        acting = {f.entity for f in (*event.filling("agent"), *event.filling("participant"))}
        told = {f.entity for f in event.claimed_by}
        state = self.grammar.words("names", "state_media")  # 朝鮮中央通信は、実験を行ったと報じた: the country did
        if event.type in self._words.state_acts and any(e.label in state for e in acting):
            return False
        return bool(acting) and acting <= told and all(self._resolver.medium(e) for e in acting)

    def _event(
        self,
        article: Article,
        scene: Scene,
        hit: Hit,
        filled: Filled,
        calendar: Calendar,
        told: PartialDate | None,
        speakers: tuple[Named, ...],
    ) -> Event:
        rule = filled.rule
        status = rule.status or self._statuses.of(scene.tree, hit)
        date = expression_of(scene, hit)
        if date is not None and date.start.told is not None:
            told = told_before(scene.tree, date, calendar, told)
        when = resolve(date, calendar, told, Status.OCCURRED if rule.status else status)
        told_as_past = hit.host is not None and scene.tree.phrases[hit.host].ending.past
        if status is Status.OCCURRED and not rule.status and not told_as_past and ahead(when.start, article.published):
            status = Status.PLANNED  # 首相、来月に訪印
        claims = (*self._claims.of(scene, hit.at, hit.arranged), *speakers)
        fillers: list[Filler] = []
        for f in filled.fillers:
            if f.entity.kind is not Kind.TOPIC:
                fillers.append(f)
            elif (words := f.span.of(article.text)) not in self._words.pronouns:
                fillers.append(Filler(f.role, topic(words), f.span))
        actors = [f.entity for f in filled.fillers] if rule.event == "Statement" else []
        claimed = tuple(
            [Filler("claimedBy", c.entity, c.span, c.by_name) for c in dict.fromkeys(claims) if c.entity not in actors]
        )
        return Event(
            rule.event,
            rule.id,
            hit.span,
            scene.tree.span,
            tuple(fillers),
            when.start,
            when.end,
            when.text,
            status,
            claimed,
        )

    def _told(self, scene: Scene, calendar: Calendar, told: PartialDate | None) -> PartialDate | None:
        tree = scene.tree
        main: PartialDate | None = None
        other: PartialDate | None = None
        for i, date in enumerate(tree.dates):
            if date is None:
                continue
            found = calendar.resolve(date.start, told, False)
            backward = date.start.told is not None and (date.start.day_offset or 0) < 0
            if found is None or found.day is None or backward:
                continue
            other = found
            h = tree.heads[i]
            if h >= 0 and h not in tree.predicative and tree.phrases[h].case == "で":
                h = tree.heads[h]
            if h in tree.predicative and scene.main_level[h]:
                main = found
        return main or (other if told is None else None) or told

    def _carry(self, scene: Scene, discourse: Discourse) -> None:
        """Keeps the subject of a sentence's main clause for the next."""
        for v in reversed(scene.mains):
            found = subject(scene, v)
            if found is not None and found.named:
                who = [n.entity for n in found.named]
                if not all(self.table.organization_type(e) == "media" for e in who):  # who only reports does nothing
                    discourse.subject = tuple(who)
                return


def topic(text: str) -> Entity:
    """The topic that a phrase of the text names."""
    label = text.strip().strip("、。")
    return Entity(Kind.TOPIC, label, label)
