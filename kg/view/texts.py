"""The page's words in Japanese and English: its own from ontology/grammar/page.yaml, names from the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import RuleError
from kg.ontology import Ontology, load_ontology
from kg.resources import ontology_dir

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says; `text` goes from a key to {ja, en}."""

    text: Mapping[str, Mapping[str, str]]
    ontology: Ontology

    def name(self, term: str, language: str) -> str:
        """A class, role or status by its local name in the language; the local name itself where it has no label."""
        labels = self.ontology.labels if language == "ja" else self.ontology.labels_en
        return labels.get(term, term)

    def names(self, terms: set[str]) -> dict[str, dict[str, str]]:
        return {term: {language: self.name(term, language) for language in LANGUAGES} for term in sorted(terms)}


def load(file: Path | None = None) -> Words:
    """The words of the file, by default the shipped one. Raises RuleError where a text lacks a language."""
    file = file or ontology_dir() / "grammar" / "page.yaml"
    try:
        found: Any = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise RuleError("the words of the page cannot be read", file=file, found=str(error)) from error
    if not isinstance(found, dict):
        raise RuleError("the words of the page are missing", file=file, expected="key: {ja: …, en: …}")
    for key, text in found.items():
        if not isinstance(text, dict) or not all(isinstance(text.get(language), str) for language in LANGUAGES):
            raise RuleError(f"{key} lacks a language", file=file, found=str(text), expected="{ja: …, en: …}")
    return Words(found, load_ontology())
