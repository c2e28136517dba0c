"""A worker that commits its rows without its place in the file. Shows that the test of a killed import can fail."""

from datetime import datetime

from twelfth.cli.process import django

django()

from twelfth.background import actions  # noqa: E402 (Django first)
from twelfth.background.models import Job  # noqa: E402
from twelfth.importing import load  # noqa: E402
from twelfth.jobs.worker import Worker  # noqa: E402
from twelfth.wiring import Wiring  # noqa: E402


def go_on(job: Job, *, now: datetime) -> None:
    job.cursor = {}
    actions.go_on(job, now=now)


load.go_on = go_on  # type: ignore[attr-defined]  # the import's own name for it, taken out

if __name__ == "__main__":
    Worker(Wiring()).run()
