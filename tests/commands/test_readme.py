"""The commands that the README shows run, and print what it shows."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.__main__ import application
from kg.project import ROOT

BLOCKS = re.findall(r"^```console\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.S | re.M)
SOURCES = re.compile(r"--sources +DIR")


def shown() -> list[tuple[str, str]]:
    """Each command of the README with the first line of output that it shows."""
    found: list[tuple[str, str]] = []
    for block in BLOCKS:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            first = next((line for line in output.splitlines() if line.strip()), "")
            if re.search(r"(?:^|\| )kg ", command):
                found.append((re.sub(r"\s+# .*", "", command).strip(), first.rstrip()))
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, real_out: Path) -> Path:
    """A folder like a clone after `make run`: `out/` with a graph, `kg` on the path."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(real_out, folder / "out")
    (folder / "bin").mkdir()
    program = folder / "bin" / "kg"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m kg "$@"\n', "utf-8")
    program.chmod(0o755)
    for name in ("data", "ontology", "queries"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def test_the_readme_shows_commands() -> None:
    assert shown()


def said(command: str, place: Path) -> tuple[int, str, str]:
    """Run a line: in this process where it is one command, in a shell where it is a pipeline."""
    if not re.search("[|>$]", command):
        found = CliRunner().invoke(application(), shlex.split(command)[1:])
        return found.exit_code, found.stdout, found.stderr
    environment = {"PATH": f"{place / 'bin'}:/usr/bin:/bin", "COLUMNS": "120", "LANG": "C.UTF-8"}
    shell = ["bash", "-o", "pipefail", "-c", command]
    ended = subprocess.run(shell, cwd=place, env=environment, capture_output=True, check=False)
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


@pytest.mark.parametrize(("command", "first"), shown(), ids=[command for command, _ in shown()])
def test_a_command_of_the_readme_runs_and_prints_what_is_shown(
    place: Path, monkeypatch: pytest.MonkeyPatch, command: str, first: str
) -> None:
    if SOURCES.search(command):
        pytest.skip("needs the reader's own copies of the documents")
    monkeypatch.chdir(place)

    code, results, messages = said(command, place)

    assert code == 0, messages
    assert first in results
