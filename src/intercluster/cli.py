"""The command line: one Typer app, each room's commands added in plain sight."""

import typer

app = typer.Typer(no_args_is_help=True, help="Scouting and preparing cooperation between innovation clusters.")


@app.callback()
def main() -> None:
    """Scouting and preparing cooperation between innovation clusters."""


if __name__ == "__main__":
    app()
