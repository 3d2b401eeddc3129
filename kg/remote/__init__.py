"""Graphs sent to a SPARQL 1.1 store that others keep, and questions asked there."""

from kg.remote.endpoint import Endpoint

__all__ = ["Endpoint"]
