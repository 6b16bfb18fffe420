"""What every page is made of: templates that escape, our own files, a policy without requests.

Relies on Jinja with autoescape; a page's scripts and style are allowed by their hashes alone.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from viz.lettering import plain


def template(name: str) -> Template:
    """Give one of our templates; what it prints is escaped."""
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("viz"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    return environment


@lru_cache(maxsize=8)
def own(name: str) -> str:
    """Give a script or style sheet of ours, fit to stand in a page."""
    text = files("viz").joinpath("templates", name).read_text(encoding="utf-8")
    return checked(text, name)


def checked(text: str, name: str) -> str:
    """Return text that cannot end its own element, with the line ends that browsers hash."""
    if re.search(r"</(script|style)|<!--", text, re.IGNORECASE):
        raise ValueError(f"{name}: would end its element early. use another version of the file")
    return text.replace("\r\n", "\n").strip()


def policy(scripts: Sequence[str], style: str) -> str:
    """Return the content security policy: these very texts, and no request at all."""
    run = " ".join(_hash(script) for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {run}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
