"""Reads every import and fails where one goes against the arrows of the design."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.settings import ROOT

LONGEST_MODULE = 350


class Part(NamedTuple):
    """What the modules below a prefix may import besides themselves and the standard library."""

    ours: frozenset[str]
    others: frozenset[str] = frozenset()


def part(ours: str = "", others: str = "") -> Part:
    return Part(frozenset(ours.split()), frozenset(others.split()))


# scoring <- services <- {actions, gateway, channels, desk, campaigns} <- main; storage implements
# the ports of services. The longest prefix that fits a module is its line of the table.
PARTS = {
    "scoring": part(others="pydantic pyxirr yaml"),
    # Whole portfolios at once: the same formulas over columns.
    "scoring.batch": part("scoring", "numpy pyxirr"),
    "scoring.training": part(
        "scoring",
        "numpy pandas scipy sklearn joblib threadpoolctl interpret matplotlib pydantic yaml",
    ),
    "bot": part(),  # a module that is not in this table imports nothing of ours
    "bot.errors": part(),
    "bot.progress": part(),
    "bot.tether": part(),
    "bot.bootstrap": part("bot.progress"),
    "bot.settings": part("bot.errors bot.setting_values", "honcho"),
    "bot.setting_values": part("bot.errors bot.texts.languages"),
    "bot.model": part("bot.errors bot.progress bot.settings"),
    "bot.supervisor": part("bot.errors bot.model bot.progress bot.settings", "honcho"),
    "bot.texts": part("bot.errors scoring", "babel yaml"),
    "bot.services": part("bot.errors bot.texts scoring"),
    # Words are counted as the same when they are the same to the model.
    "bot.services.collect_samples": part("bot.services bot.dialogue.components.normalise"),
    # One list of simplified characters finds names in both scripts.
    "bot.services.likely_names": part("bot.dialogue.components.normalise"),
    "bot.storage": part(
        "bot.errors bot.services.ports bot.services.conversing_ports bot.services.delivery"
        " bot.services.records scoring",
        "sqlalchemy alembic psycopg",
    ),
    "bot.channels": part("bot.errors bot.texts bot.services"),
    "bot.channels.telegram": part(
        "bot.errors bot.texts bot.services bot.channels",
        "aiolimiter fastapi httpx starlette telegram",
    ),
    "bot.channels.web": part(
        "bot.errors bot.texts bot.services bot.channels", "fastapi itsdangerous jinja2 starlette"
    ),
    # The repayment plan as a picture.
    "bot.channels.pictures": part("bot.errors bot.texts", "matplotlib numpy"),
    "bot.gateway": part(
        "bot.errors bot.texts bot.services bot.channels",
        "fastapi httpx prometheus_client starlette",
    ),
    # The gateway's process: it alone connects the channels with the door.
    "bot.gateway.serve": part("bot", "fastapi uvicorn"),
    "bot.desk": part("bot.errors bot.texts bot.services"),
    "bot.campaigns": part("bot.errors bot.texts bot.services"),
    "bot.dialogue": part(),
    # Examples are compared as the model sees them; the normaliser is pure and knows no Rasa.
    "bot.corpus": part("bot.errors bot.dialogue.components.normalise", "numpy scipy sklearn yaml"),
    "actions": part("bot.errors bot.services bot.settings bot.texts scoring", "rasa_sdk"),
    # The entry points: they alone put the parts together.
    "actions.server": part("actions bot", "rasa_sdk sanic"),
    "bot.wiring": part("bot scoring"),
    "bot.chat": part("bot"),
    "bot.serving": part("bot"),
    "bot.demo": part("bot.channels bot.gateway bot.services"),
    # The core on the command line; `shandai card` and `shandai score` also train and check cards.
    "bot.commands": part("bot.errors bot.services bot.texts bot.wiring scoring", "pydantic"),
    "bot.commands.nlu": part(
        "bot.commands bot.corpus bot.errors bot.services bot.settings bot.storage.migrate"
        " bot.wiring"
    ),
    "bot.main": part("bot actions scoring"),
}

# Who may fit and check cards; the running product only reads them.
TRAINERS = frozenset({"scoring.training", "bot.commands"})

# A pure core reads no clock, no file, no environment and no chance.
IMPURE = part(
    "asyncio http io logging multiprocessing os pathlib random secrets shutil socket sqlite3 "
    "subprocess sys tempfile threading time urllib uuid"
).ours
IMPURE_CALLS = frozenset({"now", "utcnow", "today", "open", "read_text", "print", "input"})


class Import(NamedTuple):
    module: str
    imported: str


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    module_name(path): path
    for folder in ("scoring", "bot", "actions")
    for path in sorted((ROOT / folder).rglob("*.py"))
}


def tree_of(module: str) -> ast.Module:
    return ast.parse(SOURCES[module].read_text(encoding="utf-8"))


def is_below(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


def imports() -> Iterator[Import]:
    for module in SOURCES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.Import):
                yield from (Import(module, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{module} imports by dots: write the whole name"
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    yield Import(module, full if full in SOURCES else str(node.module))


IMPORTS = sorted(set(imports()))


def breach(module: str, imported: str) -> bool:
    prefix = max((name for name in PARTS if is_below(module, name)), key=len)
    top = imported.partition(".")[0]
    if is_below(imported, "scoring.training") and prefix not in TRAINERS:
        return True  # it lies below the core and is for nobody else
    if top in sys.stdlib_module_names or is_below(imported, prefix):
        return False
    if top in {"scoring", "bot", "actions", "tests"}:
        return not any(is_below(imported, name) for name in PARTS[prefix].ours)
    if is_below(module, "bot.dialogue"):
        return PACKAGE_OF.get(top, top.replace("_", "-")) not in rasa_packages()
    return top not in PARTS[prefix].others


# Where a package is not called as it is imported.
PACKAGE_OF = {"sklearn": "scikit-learn"}


def rasa_packages() -> set[str]:
    pins = (ROOT / "requirements" / "rasa.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9.-]+?)(?:\[.*\])?==", pins, re.MULTILINE))


def test_the_arrows_hold() -> None:
    assert [one for one in IMPORTS if breach(*one)] == []


def test_every_folder_has_its_line() -> None:
    unlisted = {
        ".".join(module.split(".")[:2])
        for module in SOURCES
        if module.startswith("bot.") and ".".join(module.split(".")[:2]) not in PARTS
    }

    assert unlisted == set()


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("scoring.apr", "bot.texts.formatting"),
        ("scoring.apr", "sqlalchemy"),
        ("scoring.apr", "scoring.training.fit"),
        ("scoring.apr", "numpy"),
        ("bot.services.prequalify", "bot.storage.tables"),
        ("bot.services.prequalify", "actions.base"),
        ("bot.services.prequalify", "sqlalchemy"),
        ("bot.storage.tables", "bot.services.prequalify"),
        ("bot.texts.formatting", "bot.services.ports"),
        ("bot.gateway.rasa", "rasa"),
        ("bot.gateway.rasa", "bot.storage.tables"),
        ("bot.gateway.rasa", "actions.base"),
        ("actions.base", "bot.gateway.rasa"),
        ("actions.base", "bot.storage.tables"),
        ("bot.dialogue.components.amounts", "scoring.money"),
        ("bot.dialogue.components.amounts", "honcho"),
        ("bot.services.prequalify", "tests.scoring.loans"),
        ("bot.bootstrap.runtimes", "yaml"),
        ("bot.corpus.examples", "bot.dialogue.components.rasa_intents"),
        ("bot.corpus.examples", "bot.services.ports"),
    ],
)
def test_an_import_against_the_arrows_is_seen(module: str, imported: str) -> None:
    assert breach(module, imported)


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("scoring.apr", "pyxirr"),
        ("scoring.training.fit", "sklearn.linear_model"),
        ("bot.services.prequalify", "scoring.decision"),
        ("bot.storage.tables", "bot.services.ports"),
        ("actions.base", "bot.services.prequalify"),
        ("bot.dialogue.components.rasa_quantities", "rasa.engine"),
        ("bot.dialogue.components.rasa_quantities", "bot.dialogue.components.amounts"),
        ("actions.server", "bot.wiring"),
    ],
)
def test_an_import_along_the_arrows_is_let_through(module: str, imported: str) -> None:
    assert not breach(module, imported)


PURE = [name for name in SOURCES if is_below(name, "scoring") and "training" not in name]


@pytest.mark.parametrize("module", PURE)
def test_the_core_is_pure(module: str) -> None:
    tops = {one.imported.partition(".")[0] for one in IMPORTS if one.module == module}
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    }

    assert tops & IMPURE == set()
    assert calls & IMPURE_CALLS == set()


RASA_SIDE = [name for name in SOURCES if is_below(name, "bot.dialogue")]


@pytest.mark.parametrize("module", RASA_SIDE)
def test_the_rasa_side_can_be_read_by_python_3_10(module: str) -> None:
    text = SOURCES[module].read_text(encoding="utf-8")

    assert ast.parse(text, feature_version=(3, 10)).body is not None


def test_no_module_is_too_long_to_read() -> None:
    lengths = {
        module: len(path.read_text(encoding="utf-8").splitlines())
        for module, path in SOURCES.items()
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name
        for name, path in SOURCES.items()
        if path.name != "__init__.py" and not ast.get_docstring(tree_of(name))
    ]

    assert silent == []
