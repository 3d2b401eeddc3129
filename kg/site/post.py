"""The posts that a person held, as the table of posts that ships has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.find.actorfile import read_rows
from kg.resources import ontology_dir

_COLUMNS = ("person", "post", "country", "organization", "start", "end", "shared")


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """One post, from day to day; an empty text where a day is not known or the post is still held."""

    start: str
    end: str
    name: str
    organization: str
    country: str


def table_of_posts() -> Mapping[str, tuple[Post, ...]]:
    """Name of a person to the posts, the latest first."""
    found: dict[str, list[Post]] = defaultdict(list)
    for person, post, country, organization, start, end, _ in read_rows(ontology_dir() / "actors/posts.csv", _COLUMNS):
        found[person].append(Post(start, end, post, organization, country))
    return {person: tuple(sorted(posts, reverse=True)) for person, posts in found.items()}
