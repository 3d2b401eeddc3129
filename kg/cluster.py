"""The same shards read on other machines: the function that a cluster's worker runs, and dask.distributed to run it.

A worker needs this package in the versions of the one that asks, and the user's rules and tables under the same paths.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from itertools import islice
from threading import get_ident
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import Article
from kg.shard import SHARD, Kit, Setting, ShardResult, read_shard
from kg.write.build import Build, told_apart

if TYPE_CHECKING:
    from distributed import Client

_AHEAD = 4
"""Shards that wait for each thread of the cluster, so that none has to wait for this process."""
_PATIENCE = 20
"""Seconds that a scheduler has to answer, and then to get a worker."""


def shards_of(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in shards, in their order."""
    rest = iter(articles)
    return iter(lambda: list(islice(rest, SHARD)), [])


def read_partition(articles: Iterable[Article], setting: Setting, build: Build) -> Iterator[ShardResult]:
    """The results of the articles' shards, read in whatever process this is.

    `build` is that of who asks; an InputError where this installation would build otherwise.
    """
    kit = _kit(setting, get_ident())
    if apart := told_apart(kit.build, build):
        raise InputError(
            f"a worker has {apart.what}",
            found=apart.one,
            expected=apart.other,
            fix="install the same versions on every machine, and put rules and tables where all see them alike",
        )
    for shard in shards_of(articles):
        yield read_shard(shard, kit)


@cache
def _kit(setting: Setting, thread: int) -> Kit:
    """One kit for all shards of a thread: a tokenizer serves one at a time."""
    return Kit.of(setting)


@dataclass(frozen=True, slots=True)
class Dask:
    """An engine for `kg.make`: the shards as tasks of dask.distributed.

    They run on the cluster of the scheduler at that address; without one, in so many processes of this machine. Where a
    worker dies, its shards are read by another.
    """

    scheduler: str | None = None
    workers: int | None = None

    def __call__(self, articles: Collection[Article], kit: Kit) -> Iterator[ShardResult]:
        """The results of all shards, as they come; an InputError where there is no dask, no scheduler or no worker."""
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise InputError("dask is not installed", found=str(error), fix="pip install 'kijigraph[dask]'") from error
        with ExitStack() as opened:
            if self.scheduler is None:
                cluster = LocalCluster(
                    n_workers=self.workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
                )
                client = opened.enter_context(Client(opened.enter_context(cluster)))
            else:
                client = opened.enter_context(_connected(self.scheduler))
            yield from _results(client, articles, kit.setting.elsewhere, kit.build)


def _connected(scheduler: str) -> Client:
    from distributed import Client

    try:
        return Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise InputError(
            "the scheduler does not answer",
            found=f"{scheduler}: {error}",
            expected="an address such as tcp://10.0.0.1:8786",
            fix="dask scheduler starts one, dask worker ADDRESS --nthreads 1 each of its workers",
        ) from error


def _results(client: Client, articles: Iterable[Article], setting: Setting, build: Build) -> Iterator[ShardResult]:
    from distributed import KilledWorker, as_completed

    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise InputError(
            "the scheduler has no worker", found=client.scheduler.address, fix="dask worker ADDRESS --nthreads 1"
        ) from error
    shards = shards_of(articles)
    ahead = _AHEAD * max(1, sum(client.nthreads().values()))
    given = as_completed()
    for shard in islice(shards, ahead):
        given.add(client.submit(_read, shard, setting, build, pure=False))
    for future in given:
        try:
            result: ShardResult = future.result()
        except KilledWorker as error:
            raise InputError(
                "the workers of the cluster died one after another", found=str(error), fix="give them more memory"
            ) from error
        for shard in islice(shards, 1):
            given.add(client.submit(_read, shard, setting, build, pure=False))
        yield result


def _read(shard: list[Article], setting: Setting, build: Build) -> ShardResult:
    (result,) = read_partition(shard, setting, build)
    return result
