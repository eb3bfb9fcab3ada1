"""The rules of the house that no linter holds: sizes, and that the project speaks of itself alone."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src" / "answerable").rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 400, 40


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT / "src" / "answerable")))
def test_modules_and_functions_are_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = node.end_lineno - body[0].lineno + 1 if body else 0
            assert lines <= LONGEST_FUNCTION, f"{node.name} has {lines} lines"


def test_nothing_reaches_for_the_network():
    words = ("import requests", "import httpx", "urllib.request", "import aiohttp", "http.client")
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in words), path


def test_nothing_is_left_open():
    files = subprocess.run(
        ["git", "ls-files", "src", "tests"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if files.returncode:
        pytest.skip("this is no git checkout")
    for name in files.stdout.split():
        path = ROOT / name
        if path.suffix == ".py" and path.name != "test_house.py" and path.exists():
            text = path.read_text(encoding="utf-8")
            assert not any(word in text for word in ("TODO", "FIXME", "raise NotImplementedError")), name
