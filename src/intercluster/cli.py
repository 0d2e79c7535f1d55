"""The command line: one Typer app, each room's commands added in plain sight."""

import typer

from intercluster.evidence.command import evidence_app, import_command
from intercluster.fields.command import fields_app
from intercluster.linkage.command import link_app
from intercluster.meetings.command import meetings_app
from intercluster.scouting.backtest.command import backtest_command
from intercluster.scouting.command import scout_command

app = typer.Typer(no_args_is_help=True, help="Scouting and preparing cooperation between innovation clusters.")


@app.callback()
def main() -> None:
    """Scouting and preparing cooperation between innovation clusters."""


app.command("import")(import_command)
app.command("scout")(scout_command)
app.command("backtest")(backtest_command)
app.add_typer(evidence_app, name="evidence")
app.add_typer(link_app, name="link")
app.add_typer(fields_app, name="fields")
app.add_typer(meetings_app, name="meetings")


if __name__ == "__main__":
    app()
