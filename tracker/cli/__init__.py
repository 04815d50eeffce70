"""The command line: python -m tracker COMMAND. Data on stdout, Vietnamese messages on stderr."""

from __future__ import annotations

import click

from tracker.cli.accounts import ACCOUNT_COLUMNS, account
from tracker.cli.exports import export
from tracker.cli.hand_in import file, history, intake, template
from tracker.cli.questions import ASSESS_COLUMNS, COMPARE_COLUMNS, assess, compare
from tracker.cli.rounds import BOARD_COLUMNS, remind, round_
from tracker.cli.upkeep import bench, check, init, recount

__all__ = ["ACCOUNT_COLUMNS", "ASSESS_COLUMNS", "BOARD_COLUMNS", "COMPARE_COLUMNS", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Theo dõi chỉ tiêu công tác xã hội và giảm nghèo tỉnh Tuyên Quang."""


for command in (
    init,
    check,
    assess,
    compare,
    export,
    template,
    intake,
    file,
    history,
    recount,
    account,
    bench,
    remind,
):
    main.add_command(command)
main.add_command(round_, "round")
