"""The shipped sample articles: enough of them, whole, spread over time."""

from pathlib import Path

from kg.read import read

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_sample_articles_are_whole_and_varied() -> None:
    intake = read([SEEDS / "articles.jsonl"])
    assert not intake.problems
    assert not intake.drops
    assert len(intake.articles) == 56
    assert all(a.title and a.text.endswith("。") for a in intake.articles)
    assert all(a.url and a.url.startswith("https://example.org/") for a in intake.articles)
    months = {a.published[:7] for a in intake.articles if a.published}
    assert len(months) >= 24
    assert {month[:4] for month in months} == {"2023", "2024", "2025", "2026"}


def test_the_folder_builds_as_a_whole() -> None:
    intake = read([SEEDS])
    assert len(intake.articles) == 75
    assert not intake.problems
