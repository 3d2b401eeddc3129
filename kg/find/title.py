"""Titles: a name with its post (高市早苗首相, トランプ米大統領, 金井正彰アジア大洋州局長), or the post alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.analyse.token import Pos, Token
from kg.find.draft import Draft, Shape
from kg.find.table import ActorTable
from kg.grammar import Grammar
from kg.model import Entity, Kind, Span
from kg.value import value

_WIDE = str.maketrans({**{chr(c): chr(c - 0xFEE0) for c in range(0xFF10, 0xFF5B)}, "･": "・", "＝": "=", "　": " "})
_UNFOLDED = re.compile("[\uff10-\uff5a･＝　]")
_KATAKANA = re.compile(r"(?:[ァ-ヶヴー]|(?<=[・=])[A-Z]\.?(?=[・=])|[・=\-](?=[ァ-ヶヴA-Z])|[A-Za-z.]+(?=・))+")
_KANJI = re.compile(r"[一-龥々〆髙﨑]+")


def folded(text: str) -> str:
    """A text with full-width letters and digits made half-width; its length stays."""
    return text.translate(_WIDE) if _UNFOLDED.search(text) else text


def is_katakana(text: str) -> bool:
    """Whether a text could be a foreign name by its letters."""
    return _KATAKANA.fullmatch(text) is not None


ORDINAL = re.compile(r"^第?[0-9一二三四五六七八九十百]+[次代]目?の?")
"""Which of several of one name: 第2次高市内閣, 第104代首相."""

_CALLED = re.compile(r"(?P<post>.{1,14}[一-龥])(?P<name>[ァ-ヶヴー]{2,}(?:[・=][ァ-ヶヴー]{2,})+)")
"""A post with a foreign name behind it: 副局長モーリス・パイロン."""


def _first(tokens: Sequence[Token], size: int) -> Sequence[Token]:
    seen = 0
    for i, t in enumerate(tokens):
        if seen >= size:
            return tokens[:i]
        seen += len(t.surface)
    return tokens


def _name_before(rest: str, tokens: Sequence[Token], start: int) -> str:
    """The name that stands right before an honorific, behind `start`; "" where none does."""
    found = re.search(r"[ァ-ヶヴー・]{2,}$", rest[start:])
    if found:
        return found[0].strip("・")
    at, first = 0, len(rest)
    for t in tokens:
        if at >= start and at < len(rest):
            first = (first if first < at else at) if t.person_name else len(rest)
        at += len(t.surface)
    return rest[first:]


@value(frozen=True, slots=True)
class _Piece:
    sort: str  # name, country, body, mark, other
    start: int
    end: int
    entity: Entity | None = None


@dataclass(frozen=True)
class TitleReader:
    """Reads a run of nouns that ends in a title."""

    table: ActorTable
    grammar: Grammar

    @cached_property
    def _longest(self) -> int:
        return max((len(w) for w in self.table.titles), default=0)

    @cached_property
    def _ends(self) -> frozenset[str]:
        """The last characters of titles."""
        return frozenset(word[-1] for word in self.table.titles if word)

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        return tuple(sorted(self.grammar.table("names", "post_prefixes"), key=lambda w: (-len(w), w)))

    @cached_property
    def _kin(self) -> frozenset[str]:
        return self.grammar.words("names", "kin")

    @cached_property
    def _prospective(self) -> frozenset[str]:
        return self.grammar.words("names", "prospective")

    @cached_property
    def _origins(self) -> frozenset[str]:
        return self.grammar.words("names", "origins")

    @cached_property
    def _former(self) -> frozenset[str]:
        return self.grammar.words("names", "former")

    def canonical(self, word: str) -> str | None:
        """The standard form of a title word (外務大臣 → 外相), None where it is no title."""
        title = self.table.titles.get(word)
        return title.canonical if title else None

    def read(self, text: str, tokens: Sequence[Token], span: Span) -> Draft | None:
        """The draft of a run that ends in a title, or starts with one (首相・高市早苗)."""
        called = _CALLED.fullmatch(text) if "・" in text or "=" in text else None
        if called:
            led = self.read(called["post"], _first(tokens, len(called["post"])), span)
            if led is not None and led.shape == Shape.POST:
                return replace(led, shape=Shape.PERSON, name=called["name"], text=text)
        lead, dot, name = text.partition("・")
        if dot and lead in self.table.titles and self.table.titles[lead].kind == "post":
            return Draft(Shape.PERSON, span, text, name=name, title=self.canonical(lead), title_word=lead)
        plural = text.endswith("ら") and len(text) > 2
        body = text[:-1] if plural else text
        if body[-1:] not in self._ends:
            return None
        for size in range(min(self._longest, len(body)), 0, -1):
            word = body[-size:]
            title = self.table.titles.get(word)
            if title is None:
                continue
            rest = body[: len(body) - size]
            if self._known_with(body, size):
                continue
            draft = self._with_rest(rest, word, tokens, span, text, title.kind)
            if draft is not None:
                return draft
        return None

    def _known_with(self, body: str, size: int) -> bool:
        """Whether a shorter title leaves the name of somebody known: 鈴木直道知事 has no 道知事."""
        return any(
            body[-k:] in self.table.titles
            and any(e.kind is Kind.PERSON for e in self.table.by_form.get(body[: len(body) - k], ()))
            for k in range(1, size)
        )

    def _with_rest(
        self, rest: str, word: str, tokens: Sequence[Token], span: Span, text: str, kind: str
    ) -> Draft | None:
        pieces = self._pieces(rest, tokens, kind)
        names = [p for p in pieces if p.sort == "name"]
        others = [p for p in pieces if p.sort == "other"]
        former = any(p.sort == "mark" and rest[p.start : p.end] in self._former for p in pieces)
        country = next((p.entity.iso for p in reversed(pieces) if p.sort == "country" and p.entity), None)
        body = next((p.entity for p in reversed(pieces) if p.sort == "body"), None)
        plural = text.endswith("ら")
        if names:
            name = rest[names[0].start : names[-1].end]
            tail = [p for p in others if p.start >= names[-1].end]
            nearer = _name_before(rest, tokens, tail[0].start) if tail and kind == "honorific" else ""
            if nearer:  # ノーベル平和賞受賞者マチャド氏
                return Draft(
                    Shape.PERSON, span, text, name=nearer, title=self.canonical(word), title_word=word, plural=plural
                )
            if any(p.start < names[0].start for p in others) and kind != "honorific":
                lead = min(p.start for p in others)
                if len(rest[lead : names[0].start]) > 8:
                    return None
            full = rest[tail[0].start :] + word if tail else word
            return Draft(
                Shape.PERSON, span, text, name=name, title=self.canonical(full) or self._title(full, kind),
                title_word=full, country=country, body=body, former=former, plural=plural,
            )  # fmt: skip
        if kind == "honorific":
            return None
        modifier = ORDINAL.sub("", rest[others[0].start :]) if others else ""
        if kind == "role":
            return Draft(Shape.GROUP, span, text, name=text) if len(modifier) <= 6 else None
        if others and not self._modifies(modifier, word):
            return None
        title_word = modifier + word
        canonical = self.canonical(title_word) or title_word
        return Draft(
            Shape.POST, span, text, title=canonical, title_word=title_word, country=country, body=body, former=former,
            prospective=any(p.sort == "mark" and rest[p.start : p.end] in self._prospective for p in pieces),
            plural=plural or rest.startswith(("両", "各")),
        )  # fmt: skip

    def _title(self, word: str, kind: str) -> str | None:
        return word if kind == "post" else None

    def _modifies(self, modifier: str, word: str) -> bool:
        """Whether the words before a bare title are a part of it (経済再生担当 + 相), and no other noun."""
        return len(modifier) <= 10 and (len(word) > 1 or len(modifier) > 1)

    def _pieces(self, rest: str, tokens: Sequence[Token], kind: str) -> list[_Piece]:
        starts = {}
        at = 0
        for t in tokens:
            starts[at] = t
            at += len(t.surface)
        out: list[_Piece] = []
        i = 0
        while i < len(rest):
            if rest[i] in "・=":
                i += 1
                continue
            piece = self._known(rest, i, starts, out, kind) or self._name(rest, i, starts, out, kind)
            if piece is None:
                kin = i in starts and i + 1 < len(rest) and starts[i].surface in self._kin  # 弟拓也さん
                prefix = starts[i].surface if kin else next((p for p in self._prefixes if rest.startswith(p, i)), None)
                if prefix and i in starts and not starts[i].place_name:  # 新潟県知事
                    piece = _Piece("mark", i, i + len(prefix))
                else:
                    size = len(starts[i].surface) if i in starts else 1
                    piece = _Piece("other", i, min(len(rest), i + size))
            out.append(piece)
            i = piece.end
        return self._kanji_name(rest, out, starts, kind)

    def _known(self, rest: str, i: int, starts: dict[int, Token], out: list[_Piece], kind: str) -> _Piece | None:
        for size in range(min(len(rest) - i, 24), 1, -1):
            word = rest[i : i + size]
            found = self.table.by_form.get(word)
            if found:
                kinds = {e.kind for e in found}
                after = rest[i + size : i + size + 1]
                if is_katakana(word) and after and is_katakana(after):
                    continue
                if Kind.PERSON in kinds and not (is_katakana(word) and self._goes_on(rest, i + size)):
                    return _Piece("name", i, i + size, found[0])
                if Kind.COUNTRY in kinds:
                    return _Piece("country", i, i + size, next(e for e in found if e.kind == Kind.COUNTRY))
                if Kind.ORGANIZATION in kinds and (i in starts or not is_katakana(word)):
                    return _Piece("body", i, i + size, found[0])
        word = rest[i]
        country = self.table.country_by_abbreviation.get(word)
        named = any(p.sort == "name" for p in out)
        if (
            country is not None
            and (i in starts)
            and len(starts[i].surface) == 1
            and (i == 0 or named or (out and out[-1].sort == "country"))
        ):
            following = starts.get(i + 1)
            if following is not None and following.person_name and starts[i].person_name:
                return None
            return _Piece("country", i, i + 1, country)
        if country is not None and rest == word and kind == "post":  # 米大統領, whatever the tokenizer makes of 米大
            return _Piece("country", i, i + 1, country)
        if country is not None and i > 0 and (named or out) and i + 1 == len(rest):
            return _Piece("country", i, i + 1, country)
        return None

    def _goes_on(self, rest: str, end: int) -> bool:
        """Whether a foreign name has parts behind `end`, none of them a country or a place: ヒラリー・ベン."""
        if rest[end : end + 1] not in ("・", "="):
            return False
        part = _KATAKANA.match(rest, end + 1)
        return part is not None and not self.table.by_form.get(part[0])

    def _name(self, rest: str, i: int, starts: dict[int, Token], out: list[_Piece], kind: str) -> _Piece | None:
        if any(p.sort == "name" for p in out):
            return None
        hit = _KATAKANA.match(rest, i)
        if hit and len(hit[0]) > 1:
            word = hit[0].rstrip("・=")
            parts = word.split("・")
            for _ in range(1, len(parts)):  # 名・名・国 : the country behind a name is no part of it
                tail = self.table.by_form.get(parts[-1], ())
                if any(e.kind == Kind.COUNTRY for e in tail):
                    parts = parts[:-1]
                    word = "・".join(parts)
                    break
            word = self._without_country(word)
            token = starts.get(i)
            common = token is not None and not token.oov and token.pos in "NS" and len(token.surface) >= len(word)
            place = any(e.kind == Kind.PLACE for e in self.table.by_form.get(word, ()))  # ニューヨーク市長
            if (common or place) and kind != "honorific" and word not in self.table.persons_by_family:
                return _Piece("other", i, i + len(word)) if place else None
            return _Piece("name", i, i + len(word))
        end = i
        while end in starts and end < len(rest) and starts[end].person_name:
            end += len(starts[end].surface)
        if end > i and end <= len(rest):
            if rest[i:end] in self.table.country_by_abbreviation and end < len(rest):
                return None
            return _Piece("name", i, end - self._mark_behind(rest[i:end]))
        return None

    def _mark_behind(self, name: str) -> int:
        """The length of what marks the post and was taken into the surname before it: 森前会長."""
        marked = len(name) > 1 and name[-1] in self._former and name not in self.table.persons_by_family
        return int(marked and name[:-1] in self.table.persons_by_family)

    def _without_country(self, word: str) -> str:
        """A foreign name without the country that stands right behind it: ベンイギリス国際開発相 is ベン."""
        if word in self.table.by_form or word in self.table.persons_by_family:
            return word
        for size in range(len(word) - 2, 3, -1):
            if any(e.kind == Kind.COUNTRY for e in self.table.by_form.get(word[-size:], ())):
                return word[:-size]
        return word

    def _kanji_name(self, rest: str, pieces: list[_Piece], starts: dict[int, Token], kind: str) -> list[_Piece]:
        """The pieces, with a name that the dictionary does not know (施泳次席公使) told by where it stands."""
        names = [p for p in pieces if p.sort == "name"]
        others = [p for p in pieces if p.sort == "other"]
        if names:
            first = names[0]
            grown = [p for p in others if p.end == first.start or p.start == names[-1].end]
            if kind == "honorific" and grown and _KANJI.fullmatch(rest[min(p.start for p in grown) : first.end]):
                start = min(first.start, *(p.start for p in grown))
                end = max(names[-1].end, *(p.end for p in grown))
                if end - start <= 5:
                    kept = [p for p in pieces if p.end <= start or p.start >= end]
                    return sorted([*kept, _Piece("name", start, end)], key=lambda p: p.start)
            return pieces if kind == "honorific" else self._given(rest, pieces, starts)
        if not others:
            return pieces
        region = starts.get(others[-1].start)
        if (
            len(others) == 2
            and region is not None
            and region.place_name
            and rest[others[0].start : others[0].end] in self.table.persons_by_family
        ):  # 玉城沖縄県知事
            return [replace(p, sort="name") if p is others[0] else p for p in pieces]
        start, end = others[0].start, others[-1].end
        word = rest[start:end]
        behind = next((p.sort for p in pieces if p.start == end), "")
        if (
            word in self._origins  # 日本人社員
            or len(word) > 5
            or (end != len(rest) and not (behind in ("body", "country") and len(word) < 4))  # 朴一外務省報道官
            or not (_KANJI.fullmatch(word) or re.fullmatch(r"[一-龥々ぁ-んァ-ヶー]+", word))
        ):
            return pieces
        strange = any(starts[p.start].oov or starts[p.start].person_name for p in others if p.start in starts)
        split = any(p.start not in starts for p in others) or (
            len(word) <= 4 and all(p.end - p.start == 1 for p in others) and len(others) > 1
        )
        cut = next((t for at, t in starts.items() if at < end < at + len(t.surface)), None)
        broken = cut is not None and (cut.oov or cut.pos == Pos.PROPER or len(cut.surface) < 3)  # 情報局|長 is no name
        if kind == "honorific" or strange or split or broken or word in self.table.persons_by_family:
            kept = [p for p in pieces if p.end <= start or p.start >= end]
            return sorted([*kept, _Piece("name", start, end)], key=lambda p: p.start)
        return pieces

    def _given(self, rest: str, pieces: list[_Piece], starts: dict[int, Token]) -> list[_Piece]:
        """The pieces, with the end of a given name that the dictionary cuts off: 林佳|竜外交部長, 鄧|炳強保安局長."""
        last = next(p for p in reversed(pieces) if p.sort == "name")
        first = next(p for p in pieces if p.sort == "name")
        token = starts.get(last.end)
        if token is None or last.entity is not None or not _KANJI.fullmatch(rest[first.start : last.end]):
            return pieces
        end = last.end + len(token.surface)
        single = len(token.surface) == 1 and token.pos == Pos.NOUN and token.surface not in self._body_signs
        if end - first.start > 3 or end > len(rest) or not (single or token.oov) or not _KANJI.fullmatch(token.surface):
            return pieces
        kept = [p for p in pieces if p.end <= first.start or p.start >= end]
        return sorted([*kept, _Piece("name", first.start, end)], key=lambda p: p.start)

    @cached_property
    def _body_signs(self) -> frozenset[str]:
        """The single characters that bodies and places end in: 党 in 山田党首."""
        words = (*self.grammar.table("names", "organization_endings"), *self.grammar.table("names", "place_endings"))
        return frozenset(word for word in words if len(word) == 1)
