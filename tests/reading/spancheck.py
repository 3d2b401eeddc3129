"""What holds for the spans of every reading."""

from __future__ import annotations

from kg.model import Reading, Span


def check_spans(reading: Reading) -> None:
    """Holds every span of a reading against its text.

    Raises:
        AssertionError: a span is empty or leaves the text, evidence misses its trigger, a date's words stand nowhere.
    """
    text = reading.article.text
    whole = Span(0, len(text))
    for event in reading.events:
        fillers = (*event.fillers, *event.claimed_by)
        for span in (event.trigger, event.evidence, *(filler.span for filler in fillers)):
            assert whole.covers(span), (event.type, span)
            assert span.of(text).strip(), (event.type, span)
        assert event.evidence.covers(event.trigger), event.type
        assert event.date_text is None or event.date_text in text
        assert all(filler.entity.label for filler in fillers)
