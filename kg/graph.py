"""A graph that was built, opened again: to ask, to walk, to draw, to send on."""

from __future__ import annotations

from kg.keep.event import ArticleView, EntityView, EventView, MentionView, Report

__all__ = ["ArticleView", "EntityView", "EventView", "MentionView", "Report"]
