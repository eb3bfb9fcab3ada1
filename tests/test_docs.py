"""The documents say what the program does: every command, every option, every example."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from answerable.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
README = ROOT / "README.md"


def parameters_of(command):
    """Those of a command and of all commands below it."""
    below = command.commands.values() if isinstance(command, click.Group) else []
    return [*command.params, *(parameter for one in below for parameter in parameters_of(one))]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_every_option(name):
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = re.search(rf"## answerable {name}\n(.*?)(?=\n## |\Z)", text, re.S)
    assert section, f"docs/commands.md has no section on {name}"
    for parameter in parameters_of(cli.get_command(click.Context(cli), name)):
        if isinstance(parameter, click.Option) and name != "estimate":
            assert parameter.opts[0] in section[1], f"{parameter.opts[0]} of {name} is not documented"
    if name != "reference":  # the README shows a first day's work
        assert f"answerable {name}" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [README, *DOCS], ids=lambda p: p.name)
def test_every_link_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


def test_the_readme_s_python_runs():
    code = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "48560"


def test_every_command_shows_its_help():
    for name in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-c", "from answerable.cli import main; main()", name, "--help"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0
        assert "Usage" in done.stdout


def test_readme_opens_with_the_two_commands():
    text = README.read_text(encoding="utf-8")
    assert text.index("make demo") < 1500
    assert text.index("make test") < 1500
