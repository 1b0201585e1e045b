"""What is installed is pinned to the byte, from whichever mirror a machine is set up to ask."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON_LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))


def entries(name: str) -> list[str]:
    """The lock file's packages, each with its continuation lines joined and comments gone."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def versions(name: str) -> dict[str, str]:
    found = (re.match(r"(\S+)==(\S+)", entry) for entry in entries(name))
    return {match[1]: match[2] for match in found if match}


def asked_for(name: str) -> set[str]:
    """The packages a .in file names itself, as pip spells them."""
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text().splitlines())
    names = (re.split(r"[\[=<>~!;]", line)[0] for line in lines if line and line[0] != "-")
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def test_there_is_a_lock_for_building_running_and_testing() -> None:
    assert PYTHON_LOCKS == ["requirements-build.txt", "requirements-dev.txt", "requirements.txt"]


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_python_package_has_one_version_and_a_hash(name: str) -> None:
    for entry in entries(name):
        assert re.fullmatch(r"\S+==\S+(\s*;.+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*", entry), entry


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_python_locks_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    options = r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b"
    assert not re.search(options, text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_everything_asked_for_is_locked(name: str) -> None:
    assert asked_for(name.replace(".txt", ".in")) <= versions(name).keys()


def test_running_and_testing_use_the_same_versions() -> None:
    tested = versions("requirements-dev.txt")
    for name in PYTHON_LOCKS:
        for package, version in versions(name).items():
            assert tested[package] == version, package


def test_front_end_packages_are_pinned_with_integrity_and_no_address() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for package, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), package
        assert lock[f"node_modules/{package}"]["version"] == version
    for path, package in lock.items():
        if path:
            assert package["integrity"].startswith("sha512-"), path
            assert "resolved" not in package, path


def test_npm_is_told_to_leave_addresses_out_of_the_lock() -> None:
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text().split()
