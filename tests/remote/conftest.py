"""The sample articles built, and the stores that they are pushed to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from running import SEEDS
from stores import Store, oxigraph, virtuoso

import kg
from kg.remote.login import NETRC, PASSWORD, USER

STORES: dict[str, Callable[[Path], AbstractContextManager[Store]]] = {"virtuoso": virtuoso, "oxigraph": oxigraph}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """The sample articles; nothing is pushed from this folder but to the stores of `store`."""
    return kg.build([SEEDS], tmp_path_factory.mktemp("pushed") / "output")


@pytest.fixture(scope="session", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with STORES[request.param](tmp_path_factory.mktemp(request.param)) as started:
        yield started


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials but those that a test sets."""
    for name in (USER, PASSWORD):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(NETRC, str(tmp_path / "no.netrc"))


@pytest.fixture
def writer(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store, for a user who may write."""
    monkeypatch.setenv(USER, store.user)
    monkeypatch.setenv(PASSWORD, store.password)
    return store
