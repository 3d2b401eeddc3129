"""A thousand files in eight encodings, made from the sample articles: at least 99.5 % are read to the character."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.analyse.sentence import sentences
from kg.errors import InputError
from kg.read.decode import decode

SEEDS = Path(__file__).parents[2] / "seeds"
ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be")
FILES = 1000
LEAST = 0.995


@dataclass(frozen=True)
class Sample:
    """A file, and what stands in it."""

    encoding: str
    text: str
    data: bytes


def test_a_thousand_generated_files_are_told_apart() -> None:
    samples = list(generated())
    assert len(samples) == FILES
    assert min(Counter(sample.encoding for sample in samples).values()) > FILES / len(ENCODINGS) / 2
    wrong = [f"{sample.encoding}: {sample.text[:40]!r}" for sample in samples if not is_read(sample)]
    print(f"{FILES - len(wrong)} of {FILES} files are read to the character; wrong: {wrong}")
    assert 1 - len(wrong) / FILES >= LEAST, wrong


def is_read(sample: Sample) -> bool:
    try:
        return decode(sample.data, "a.txt") == sample.text
    except InputError:
        return False


def generated() -> Iterator[Sample]:
    """Files of one to six sentences or headlines, bare, as JSON lines or as a page, with either end of lines."""
    dice = random.Random(20251028)
    articles = [json.loads(line) for line in (SEEDS / "articles.jsonl").read_text("utf-8").splitlines()]
    pieces = [article["title"] for article in articles]
    pieces += [span.of(article["text"]) for article in articles for span in sentences(article["text"])]
    shapes = (
        lambda parts: "\n".join(parts),
        lambda parts: "".join(parts) + "\n",
        lambda parts: "\r\n".join(["", *parts, ""]),
        lambda parts: "\n".join(json.dumps({"text": part}, ensure_ascii=False) for part in parts),
        lambda parts: "<html><body>\n" + "\n".join(f"<p class='body'>{part}</p>" for part in parts) + "</body></html>",
    )
    made = 0
    while made < FILES:
        text = dice.choice(shapes)(dice.sample(pieces, dice.randint(1, 6)))
        encoding = dice.choice(ENCODINGS)
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue  # a dash or a kanji that the encoding lacks
        yield Sample(encoding, text, data)
        made += 1
