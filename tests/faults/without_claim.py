"""A worker whose claim was taken out: it takes whatever is due, also what another one has. Shows that the kill test
can fail."""

from datetime import datetime

from twelfth.cli.process import django

django()

from twelfth.jobs import outbox  # noqa: E402 (Django first)
from twelfth.jobs.worker import Worker  # noqa: E402
from twelfth.messages import actions  # noqa: E402
from twelfth.messages.models import MessageState, OutgoingMessage  # noqa: E402
from twelfth.wiring import Wiring  # noqa: E402


def take(worker: str, most: int, *, mailbox: int | None = None, now: datetime) -> list[OutgoingMessage]:
    """As `claim`, but without the UPDATE: nothing tells that a letter is in somebody's hands."""
    ready = OutgoingMessage.objects.filter(state=MessageState.QUEUED, send_after__lte=now).order_by(
        "send_after", "pk"
    )
    if mailbox is not None:
        return []
    mine = list(ready.select_related("mailbox", "override", "touch", "person", "workspace")[:most])
    for message in mine:
        message.claimed_by, message.lease_until = worker, now + actions.LEASE
    return mine


outbox.take = take  # type: ignore[attr-defined]  # what the stage imported

if __name__ == "__main__":
    Worker(Wiring()).run()
