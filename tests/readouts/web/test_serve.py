"""`reftel serve` as a process of its own: it tells its address, answers, and ends quietly."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from serving import commanded


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_answers_at_its_address_and_ends_quietly(archive_path: Path, workers: str) -> None:
    with commanded(archive_path, "--workers", workers) as (process, address):
        for _ in range(4):
            answer = httpx.get(f"{address}api/cables/09STRELSAU12", timeout=60)
            assert answer.status_code == 200
            assert "server" not in answer.headers
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, err) == ("", "")
    with pytest.raises(httpx.ConnectError):
        httpx.get(address, timeout=5)


def test_several_processes_see_what_a_build_adds(tmp_path: Path) -> None:
    from reftel.build import build

    def cable(number: int) -> str:
        return (
            "O 051200Z MAR 09\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\n"
            f"UNCLAS STRELSAU {number:06d}\n\nSUBJECT: MILLS\n\n1. The mills stand.\n"
        )

    (tmp_path / "a.txt").write_text(cable(3), "utf-8")
    build(tmp_path / "a.reftel", [tmp_path / "a.txt"], workers=1)
    with commanded(tmp_path / "a.reftel", "--workers", "2") as (_, address):
        assert httpx.get(f"{address}api/search?q=mills", timeout=60).json()["total"] == 1
        (tmp_path / "b.txt").write_text(cable(4), "utf-8")
        build(tmp_path / "a.reftel", [tmp_path / "b.txt"], workers=1)
        for _ in range(6):
            assert httpx.get(f"{address}api/search?q=mills", timeout=60).json()["total"] == 2


def test_the_path_it_is_mounted_under_stands_in_its_address(archive_path: Path) -> None:
    with commanded(archive_path, "--root", "/room") as (_, address):
        assert address.endswith("/room/")
        page = httpx.get(address, timeout=60)
        assert page.status_code == 200
        assert 'action="/room/search"' in page.text


def told(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "reftel", "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_port_that_is_taken_is_told_with_what_to_do(archive_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, out, err = told(str(archive_path), "--port", str(port))
    assert code == 4
    assert out == ""
    assert err == (
        f"Port {port} is taken, perhaps by another reading room;"
        f" choose another: --port {port + 1}\n"
    )


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (["--host", "203.0.113.9"], 4, "203.0.113.9 is no address of this machine"),
        (["--root", "/cables"], 2, "/cables is an address of the reading room itself"),
        (["--port", "70000"], 2, "70000 is not in the range"),
    ],
)
def test_what_cannot_be_served_is_a_sentence(
    archive_path: Path, more: list[str], code: int, says: str
) -> None:
    found, out, err = told(str(archive_path), *more)
    assert (found, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


def test_no_archive_is_told_before_anything_listens(tmp_path: Path) -> None:
    code, out, err = told(str(tmp_path / "none.reftel"), "--workers", "2")
    assert (code, out) == (3, "")
    assert "There is no reftel archive" in err


@pytest.mark.parametrize(
    ("options", "shared"),
    [([], False), (["--shared"], True), (["--workers", "2", "--shared"], True)],
)
def test_scripts_of_other_sites_are_let_in_by_choice(
    archive_path: Path, options: list[str], *, shared: bool
) -> None:
    with commanded(archive_path, *options) as (_, address):
        answer = httpx.get(f"{address}api/", headers={"Origin": "https://elsewhere.example"})
    assert ("access-control-allow-origin" in answer.headers) is shared
