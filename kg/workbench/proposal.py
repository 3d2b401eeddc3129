"""Proposals: a rule and a table row ready to paste, drawn up from where the rules and the tables have a gap."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.find.table import fold
from kg.match.args import gather
from kg.match.attempt import Try
from kg.match.fill import fill
from kg.match.hit import Hit
from kg.match.marks import CLOSE, OPEN
from kg.match.rule import ACTOR, RoleSpec, Rule, Trigger
from kg.match.scene import Arg, Scene
from kg.model import Article, Entity, Filler, Kind, Span
from kg.reader import Reader
from kg.workbench.nearest import likeness, of_try, place_of

_CORE = ("agent", "participant", "person")
_FAMILY_NAME = "姓"  # the dictionary's tag
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n#]*")


@dataclass(frozen=True, slots=True)
class Met:
    """A predicate that no rule took, where it stands, with the cases beside it and how many known actors."""

    article: Article
    scene: Scene
    predicate: int
    cases: tuple[str, ...]
    actors: int
    tried: Try | None = None
    """The trigger that was met there, where its rules did not take."""

    @property
    def sentence(self) -> str:
        return self.scene.tree.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A rule drawn up after another (`pattern` is its id), and what fills its roles in the sentence."""

    pattern: str
    draft: Rule
    fillers: tuple[Filler, ...]


@dataclass(frozen=True)
class Proposals:
    """Draws up rules and rows in the forms of the reader's own rules and tables."""

    reader: Reader

    def rule(self, number: int, lemma: str, met: Met) -> tuple[str, str]:
        """The rule file that suits ("" where none does), and a rule in YAML with the sentence as its example.

        The class is a guess, from the rule whose triggers are most alike and whose frame takes most of the sentence.
        """
        best = self._best(lemma, met)
        near = of_try(met.article.text, met.tried) if met.tried else None
        lines = []
        if near:
            lines.append(f"  # {near.trigger} is a trigger of {near.rule.id} ({place_of(near.rule)}): widen that first")
            lines += [f"  #   {c.role or 'it'} wants {c.expected}; found {c.found}" for c in near.conditions]
        if best is None:
            if not near:
                lines.append(f"  # {lemma}: too little stands beside it here for a rule; look for a fuller sentence")
            return near.rule.event + ".yaml" if near else "", "".join(f"{line}\n" for line in lines)
        while self.reader.rules.rule(f"{best.draft.event.lower()}.gap-{number}"):
            number += 1
        lines += [
            f"  # {lemma}: class and roles are a guess, after {best.pattern}; the counterexample is yours to write",
            f"  - id: {best.draft.event.lower()}.gap-{number}",
            f"    triggers: [{_scalar(lemma)}]",
            "    roles:",
            *(f"      {_role(spec)}" for spec in best.draft.roles),
            "    examples:",
            f"      - {_scalar(_marked(met, best.fillers))}",
            "    counterexamples:",
            "      - {text: …, because: …}",
        ]
        return f"{best.draft.event}.yaml", "\n".join(lines) + "\n"

    def _best(self, lemma: str, met: Met) -> _Draft | None:
        """The draft that has a role for most of the actors; of equals the one after the word most alike."""
        patterns = self.reader.rules.rules
        if met.tried:  # a trigger already: only in the classes that have it, and a phrase is as narrow as it gets
            patterns = () if met.tried.hit.idiom else met.tried.hit.rules
        ranked = []
        for n, pattern in enumerate(patterns):
            draft = self._draft(lemma, met, pattern)
            if draft is not None:
                actors = sum(f.entity.kind is not Kind.TOPIC for f in draft.fillers)
                alike = max((likeness(lemma, t.text) for t in pattern.triggers), default=0.0)
                ranked.append((-actors, -alike, -len(draft.fillers), -len(pattern.triggers), n, draft))
        return min(ranked, key=lambda row: row[:5])[5] if ranked else None

    def _draft(self, lemma: str, met: Met, pattern: Rule) -> _Draft | None:
        """A rule with the roles of another that the sentence fills, in the cases that it fills them in."""
        text, scene, v = met.article.text, met.scene, met.predicate
        free = tuple(
            replace(r, required=False, alternative=False, words=(), not_words=(), least=1) for r in pattern.roles
        )
        loose = replace(pattern, triggers=(Trigger(lemma, lemma),), roles=free, status=None, nominal=False)
        hit = Hit(lemma, (loose,), scene.tree.phrases[v].span, v, v)
        if met.tried:
            hit = replace(met.tried.hit, rules=(loose,))
        args = gather(scene, hit)
        fillers = fill(text, scene, hit, loose, ()).fillers
        inside = [f for f in fillers if f.span != hit.span and scene.tree.span.covers(f.span)]
        roles = []
        for spec in free:
            cases = [case for f in inside if f.role == spec.name for case in _cases(f, args, spec)]
            if cases:
                required = spec.name in (*_CORE, "topic")
                roles.append(replace(spec, cases=tuple(dict.fromkeys(cases)), required=required))
        draft = replace(loose, roles=tuple(roles))
        names = {r.name for r in roles}
        kept = [f for f in fill(text, scene, hit, draft, ()).fillers if f.role in names and f in inside]
        # One actor alone would take whatever the predicate is said of.
        whole = len(kept) > 1 and any(r.required for r in roles) and {f.role for f in kept} == names
        return _Draft(pattern.id, draft, tuple(kept)) if whole else None

    def row(self, entity: Entity) -> tuple[str, str]:
        """The table that suits a name, and its row there; what is not known is left empty."""
        country = entity.country or self._country(entity.label)
        if entity.kind is Kind.PERSON:
            family = self._family(entity.label)
            return "people.csv", _csv(("", entity.label, "", country, family, "|".join(entity.aliases), ""))
        kind = self._type(entity.label)
        return "organizations.csv", _csv(("", kind, entity.label, "", country, "|".join(entity.aliases), ""))

    def _country(self, label: str) -> str:
        """The ISO code of the country whose name the label begins with."""
        for end in range(len(label) - 1, 0, -1):
            for known in self.reader.table.by_form.get(fold(label[:end]), ()):
                if known.kind is Kind.COUNTRY and known.iso:
                    return known.iso
        return ""

    def _family(self, label: str) -> str:
        words = self.reader.tokenizer.tokenize(label)
        first = words[0] if len(words) > 1 else None
        return first.surface() if first is not None and first.part_of_speech()[3] == _FAMILY_NAME else ""

    def _type(self, label: str) -> str:
        """The commonest type of the bodies that end like this one."""
        for start in range(1, len(label)):
            if counted := self._types.get(label[start:]):
                return min(counted, key=lambda kind: (-counted[kind], kind))
        return "organization"

    @cached_property
    def _types(self) -> dict[str, Counter[str]]:
        """How often each type has bodies with an ending, of one letter or more."""
        found: dict[str, Counter[str]] = {}
        for entity in self.reader.table.entities:
            kind = self.reader.table.organization_type(entity)
            for start in range(1, len(entity.label)) if kind else ():
                found.setdefault(entity.label[start:], Counter())[kind or ""] += 1
        return found


def _cases(filler: Filler, args: Iterable[Arg], spec: RoleSpec) -> Sequence[str]:
    """The case that a filler stood in, as the role writes it; が where another clause lends it."""
    for arg in args:
        if arg.span.covers(filler.span) or any(n.span == filler.span for n in arg.named):
            return [c for c in arg.cases if c in spec.cases][:1]
    return [c for c in spec.cases if c == "が"]


def _role(spec: RoleSpec) -> str:
    types = list(spec.types)
    if set(ACTOR) <= set(types):
        types = ["Actor", *(t for t in types if t not in ACTOR)]
    required = ", required: true" if spec.required else ""
    return f"{spec.name}: {{case: [{', '.join(spec.cases)}], type: [{', '.join(types)}]{required}}}"


def _marked(met: Met, fillers: Iterable[Filler]) -> str:
    """The sentence with the marks of a rule's example around its fillers."""
    inside = met.scene.tree.span
    spans = {(f.role, f.span) for f in fillers}
    starts: dict[int, list[tuple[str, Span]]] = {}
    for role, span in sorted(spans, key=lambda row: (row[1].start, -row[1].end, row[0])):
        starts.setdefault(span.start, []).append((role, span))
    ends = Counter(span.end for _, span in spans)
    out = []
    for at in range(inside.start, inside.end + 1):
        out.append(CLOSE * ends[at])
        out += [f"{OPEN}{role}:" for role, _ in starts.get(at, ())]
        out.append(met.article.text[at] if at < inside.end else "")
    return "".join(out)


def _scalar(text: str) -> str:
    """The text as a YAML scalar: as it is where YAML reads it so, else in double quotes."""
    plain = _PLAIN.fullmatch(text) and ": " not in text and not text.endswith(":") and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)


def _csv(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
