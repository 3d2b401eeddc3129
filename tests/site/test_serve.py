"""The command that serves: where it listens, what it says, how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from running import Run
from serving import Site, serving

KG = [sys.executable, "-m", "kg", "serve"]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_port_that_another_has_is_told(address: str, built: Path, run: Run) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.create_server((address, 0), family=family) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "-o", built, "--port", port)
    assert (ran.code, ran.out) == (2, "")
    assert "the address cannot be had" in ran.err
    assert f"port {port}" in ran.err
    assert "--port" in ran.err


def test_it_says_on_standard_error_where_it_listens(built: Path) -> None:
    with subprocess.Popen([*KG, "-o", built, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.readline().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert said.startswith("http://localhost:")
    assert str(built) in said
    assert (process.returncode, out, err) == (0, b"", b"")


def test_only_loopback_is_listened_on_unless_another_is_named(site: Site, built: Path) -> None:
    listening = {line.laddr.ip for line in psutil.Process(site.process).net_connections() if not line.raddr}
    assert listening == {"127.0.0.1", "::1"}
    with serving(built, "--host", "0.0.0.0") as everywhere:
        assert everywhere.ask("/", {"Host": f"127.0.0.1:{everywhere.port}"}).status == 200
        assert everywhere.ask("/", {"Host": "192.0.2.7"}).status == 200
        assert everywhere.ask("/", {"Host": "evil.example"}).status == 403


def test_it_warns_where_other_machines_can_reach_it(built: Path) -> None:
    command = [*KG, "-o", built, "--port", "0", "--host", "0.0.0.0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.readline()
        warned = process.stderr.readline().decode()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert "other machines can reach it" in warned


def test_a_build_of_one_folder_is_read_with_either_name_of_the_option(built: Path) -> None:
    for option in ("-o", "--dir", "-g", "--graph"):
        ran = subprocess.run([*KG, option, built / "nowhere"], capture_output=True, text=True)
        assert (ran.returncode, "no graph was built here" in ran.stderr) == (2, True)
