"""The commands: a thin shell over the public functions.

Exit 0: done. Exit 1: done, and something needs a person. Exit 2: could not, with one sentence that says why.
With ``--json`` one object and nothing else goes to standard output; messages go to standard error.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

COMMANDS = {
    "read": ("answerable.cli.read", "read_command"),
    "new": ("answerable.cli.study", "new_command"),
    "update": ("answerable.cli.study", "update_command"),
    "status": ("answerable.cli.study", "status_command"),
    "decide": ("answerable.cli.study", "decide_command"),
    "reference": ("answerable.cli.reference", "reference_command"),
    "report": ("answerable.cli.report", "report_command"),
    "estimate": ("answerable.cli.estimate", "estimate_command"),
    "records": ("answerable.cli.records", "records_command"),
    "search": ("answerable.cli.search", "search_command"),
    "sample": ("answerable.cli.sample", "sample_command"),
    "marks": ("answerable.cli.sample", "marks_command"),
    "answer": ("answerable.cli.answer", "answer_command"),
    "claims": ("answerable.cli.claims", "claims_command"),
}


class Commands(click.Group):
    """The group of commands, each imported only when it is called: a quick start matters at a prompt."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.command(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="answerable")
def cli() -> None:
    """Turn Freedom of Information replies into national figures, every number traced to its cell."""


def main() -> None:
    """Runs the command line; anything that cannot be done ends in one sentence and exit 2."""
    try:
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as problem:
        problem.show()
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
