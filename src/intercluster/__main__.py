"""``python -m intercluster``: the command line, where its script is not on the path."""

from intercluster.cli import app

app()
