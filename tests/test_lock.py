"""The lock files hold what pyproject.toml asks for, by digest, and nothing of any machine."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = {"requirements.lock": (), "requirements-dev.lock": ("dev",)}


def pinned(lock: str) -> dict[str, str]:
    return dict(
        re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    )


def asked(extras: tuple[str, ...]) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return {re.match(r"[A-Za-z0-9._-]+", line).group().lower().replace("_", "-") for line in wanted}


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_everything_asked_for_is_pinned(lock, extras):
    assert asked(extras) <= pinned(lock).keys(), "run: make lock"


def test_both_locks_pin_the_same_versions():
    runtime, everything = (pinned(lock) for lock in LOCKS)
    assert runtime.items() <= everything.items(), "run: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_digests_and_no_address(lock):
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pinned(lock))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|file:/|/[a-z]+/", text)
