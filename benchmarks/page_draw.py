"""How long the network page takes from being opened to being drawn, in headless Chromium.

    python benchmarks/page_draw.py [--nodes 1000 5000] [--runs 7]

The graphs are made up: two nodes in five are events between actors of which a few are in very many, and every second
event has a topic of its own. Each is opened from a file, once as a reader gets it, with the 500 most connected, and
once with a link that shows every node. A run is a new page; it ends when the browser has painted what was drawn. The
figure is the median of the runs.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kg.keep.event import EntityView, EventView, Report
from kg.view import write_page

BASE = "https://w3id.org/kijigraph/id/"
PAINTED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
    () => done(window.kijigraph.shown().length))))"""


@dataclass(frozen=True)
class Graph:
    """As much of a graph as the page asks for."""

    found: tuple[EventView, ...]

    def events(self) -> tuple[EventView, ...]:
        return self.found


def main() -> None:
    parser = argparse.ArgumentParser(description="Time from open to drawn, in headless Chromium.")
    parser.add_argument("--nodes", type=int, nargs="+", default=[1000, 5000], metavar="N", help="sizes of the graphs")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="runs of which the median is taken")
    given = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for nodes in given.nodes:
            file = Path(folder) / f"{nodes}.html"
            begun = time.perf_counter()
            write_page(made_up(nodes), file)
            taken = time.perf_counter() - begun
            print(f"{nodes:6,} nodes: a page of {file.stat().st_size / 1e6:.1f} MB, written in {taken:.1f} s")
            for name, fragment in (("as it opens", ""), ("every node", f"#show={nodes}")):
                runs = [drawn(browser, file.as_uri() + fragment) for _ in range(given.runs)]
                shown = {count for _, count in runs}
                seconds = [second for second, _ in runs]
                print(
                    f"  {name:12}{min(shown):6,} nodes shown  {statistics.median(seconds):5.2f} s"
                    f"  (median of {given.runs} runs, {min(seconds):.2f} to {max(seconds):.2f})"
                )
        browser.close()


def drawn(browser: Browser, address: str) -> tuple[float, int]:
    """Seconds from opening the address to the picture's being painted, and how many nodes it shows."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    begun = time.perf_counter()
    page.goto(address)
    shown: int = page.evaluate(PAINTED)
    taken = time.perf_counter() - begun
    page.context.close()
    return taken, shown


def made_up(nodes: int) -> Graph:
    """A graph of so many nodes: two fifths events, one fifth topics, two fifths actors."""
    events = 2 * nodes // 5
    topics = events // 2
    actors = [_entity(f"人物{n}", "Person") for n in range(nodes - events - topics)]
    return Graph(tuple(_event(n, actors) for n in range(events)))


def _event(n: int, actors: list[EntityView]) -> EventView:
    # The first of the two goes through all actors, the second is the more often one the earlier it stands.
    one = actors[n % len(actors)]
    other = actors[int(len(actors) * ((n * 0.6180339887) % 1) ** 3)]
    roles = {"agent": (one,), "recipient": (other,)}
    if n % 2:
        roles["topic"] = (_entity(f"話題{n}についての長い説明", "Topic"),)
    text = f"{one.label}は{other.label}に話題{n}について述べた。"
    day = f"2025-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
    article = f"{BASE}article/{n}"
    report = Report(
        article=article,
        article_id=str(n),
        title=f"記事{n}",
        issued=day,
        url=f"https://news.example/{n}",
        evidence=f"{article}#char=0,{len(text)}",
        exact=text,
        start=0,
        end=len(text),
        trigger="述べ",
        rule="statement.say",
        status="occurred",
        claimed_by=(),
        mentions=(),
    )
    label = f"{one.label}、{other.label}に発言"
    return EventView(f"{BASE}event/{n}", "Statement", "occurred", label, day, None, None, roles, (report,))


def _entity(label: str, kind: str) -> EntityView:
    return EntityView(f"{BASE}{kind.lower()}/{label}", label, kind)


if __name__ == "__main__":
    main()
