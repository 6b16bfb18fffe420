"""The command line as a user meets it, over the mini package's graph."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.__main__ import application
from kg.build import build
from kg.project import ONTOLOGY

READING = ("query", "search", "show", "trace", "map", "export", "brief")
Run = Callable[..., Result]
Shell = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory, mini: Path) -> Path:
    """The mini package's graph on disk."""
    folder = tmp_path_factory.mktemp("out")
    build(mini, ONTOLOGY, folder)
    return folder


@pytest.fixture(scope="session")
def texts(mini: Path) -> Path:
    """The documents of the mini package."""
    return mini / "texts"


@pytest.fixture
def kg(out: Path) -> Run:
    """Run a command in this process; `--out` is added where the command reads a graph."""

    def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
        words = [str(argument) for argument in arguments]
        if words[0] in READING and "--out" not in words:
            words += ["--out", str(out)]
        return CliRunner().invoke(application(), words, input=stdin)

    return run


@pytest.fixture
def shell(out: Path) -> Shell:
    """Run `kg` as its own process."""

    def run(*arguments: object, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        environment = os.environ | {"PYTHONWARNINGS": "error", "COLUMNS": "120"}
        return subprocess.run(command, input=stdin, capture_output=True, env=environment)

    return run
