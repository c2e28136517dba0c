"""Run as `python -m twelfth`."""

from twelfth.cli.main import app

app()
