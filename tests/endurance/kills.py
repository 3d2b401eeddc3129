"""Kills commands that write at random moments, and says what was lost.

Half of the moments are spread over the time that the command takes; the other half are calls of the system that change
files or their names (strace counts them and kills at the one that was drawn), where a build takes its place. After each
the folder must hold one whole build, the earlier or the new one, and the same command again must make of it, byte for
byte, what an undisturbed one does, with nothing of the killed left over.

    python tests/endurance/kills.py            200 kills
    python tests/endurance/kills.py --quick    10
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from ground import Deed, State, deeds, leftovers, run, state_of

from kg.errors import InputError

CALLS = ("rename", "fsync", "unlink", "mkdir", "rmdir", "link", "write", "pwrite64", "fdatasync")
_WEIGHTS = (8, 4, 2, 2, 2, 1, 1, 1, 1)
"""A build takes its place by few renames among many writes."""
_STRACE = ["strace", "-f", "-qq"]


def traced() -> bool:
    """Whether strace is there and may trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run([*_STRACE, "-e", "trace=none", "true"], capture_output=True, check=False).returncode == 0


def calls_of(deed: Deed, out: Path, log: Path) -> Mapping[str, int]:
    """How often the deed makes each of the calls, in the thread that makes it most often."""
    deed.put(out)
    told = run([*_STRACE, "-e", f"trace={','.join(CALLS)}", "-o", str(log), *deed.command(out)], out.parent)
    assert told.returncode == 0, told.stderr
    found = Counter(re.findall(r"^(\d+) +(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE))
    return {call: max((n for (_, name), n in found.items() if name == call), default=0) for call in CALLS}


def kill_at_time(deed: Deed, out: Path, seconds: float) -> int:
    """The exit code of the deed, killed after so many seconds where it still runs then."""
    with subprocess.Popen(deed.command(out), cwd=out.parent, stdout=-3, stderr=-3) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.returncode


def kill_at_call(deed: Deed, out: Path, call: str, number: int) -> int:
    """The exit code of the deed, killed as it makes this call for the so manieth time."""
    inject = f"inject={call}:signal=SIGKILL:when={number}"
    ran = run([*_STRACE, "-e", f"trace={call}", "-e", inject, "-o", "/dev/null", *deed.command(out)], out.parent)
    return ran.returncode


class Tally:
    """What came of the kills."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.wrong: list[str] = []

    def take(self, deed: Deed, out: Path, code: int, looks: bool, moment: str) -> None:
        """Looks at the folder after a kill and after the same command again; all that is wrong is written down."""
        state: State | None = None
        if looks or code == 0:
            try:
                state = state_of(out)
            except InputError as error:
                self.wrong.append(f"{moment}: does not open: {error}")
            else:
                if state not in (deed.before, deed.after) or (code == 0 and state != deed.after):
                    self.wrong.append(f"{moment}: articles were lost, or half of one is there")
                self.found["then the new build" if state == deed.after else "then the earlier one"] += 1
        ran = run(deed.command(out), out.parent)
        done = "no article of this id" in ran.stderr
        if deed.fails(ran.returncode, ran.stderr, deed.after if done and not looks else state):
            self.wrong.append(f"{moment}: run again it gives {ran.returncode}: {ran.stderr}")
        if state_of(out) != deed.after:
            self.wrong.append(f"{moment}: run again it makes other bytes")
        if left := leftovers(out):
            self.wrong.append(f"{moment}: left over: {', '.join(left)}")


def drawn(
    found: list[Deed], calls: Mapping[str, Mapping[str, int]], dice: random.Random
) -> Iterator[tuple[Deed, float | tuple[str, int]]]:
    """Without end, a deed in its turn and when to kill it: seconds, or a call and which of its times."""
    for n in count():
        deed = found[n % len(found)]
        counts = calls.get(deed.name, {})
        known = [call for call in CALLS if counts.get(call)]
        if known and n // len(found) % 2:
            (call,) = dice.choices(known, [_WEIGHTS[CALLS.index(call)] for call in known])
            yield deed, (call, dice.randint(1, counts[call]))
        else:
            yield deed, dice.uniform(0, deed.seconds)


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--quick", action="store_true", help="10 kills")
    wanted.add_argument("--kills", type=int, default=200)
    wanted.add_argument("--seed", type=int, default=7)
    given = wanted.parse_args()
    kills, dice, tally = 10 if given.quick else given.kills, random.Random(given.seed), Tally()
    with tempfile.TemporaryDirectory(prefix="kg-kills-") as folder:
        work = Path(folder)
        out = work / "out"
        found = deeds(work)
        calls = {deed.name: calls_of(deed, out, work / "calls") for deed in found} if traced() else {}
        if not calls:
            print("no kills at calls of the system: strace is not here or may not trace")
        for deed, when in drawn(found, calls, dice):
            deed.put(out)
            code = kill_at_time(deed, out, when) if isinstance(when, float) else kill_at_call(deed, out, *when)
            told = f"{when:.2f} s" if isinstance(when, float) else f"{when[0]} {when[1]}"
            if code:
                tally.found[f"kg {deed.name}"] += 1
                tally.found["at a time" if isinstance(when, float) else "at a call"] += 1
                kills -= 1
            else:
                tally.found["ended before the kill"] += 1
            tally.take(deed, out, code, dice.random() < 0.7, f"kg {deed.name}, at {told}")
            if not kills:
                break
    print(", ".join(f"{name} {number}" for name, number in tally.found.items()))
    print(
        "\n".join(tally.wrong) if tally.wrong else "nothing lost, nothing half, every store opens, the same bytes again"
    )
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
