"""`twelfth mail outbox`: what is on its way, once Django is loaded."""

import json
from typing import Any

from django.db.models import Count, QuerySet
from rich.markup import escape
from rich.table import Table

from twelfth.cli.process import console
from twelfth.messages.models import MessageState, OutgoingMessage

#: What is over is only counted.
_SHOWN = (MessageState.UNKNOWN, MessageState.FAILED, MessageState.CLAIMED, MessageState.QUEUED)
_COLUMNS = ("state", "mailbox", "to", "subject", "send_after", "trouble")


def show(mailbox: str | None, *, workspace: int | None, most: int, as_json: bool) -> None:
    """How many messages are in each state, and those that are not over: unknown ones first, then by their time."""
    rows = OutgoingMessage.objects.all()
    if mailbox is not None:
        rows = rows.filter(mailbox__address__iexact=mailbox.strip())
    if workspace is not None:
        rows = rows.filter(workspace=workspace)
    counts = {str(state): 0 for state in MessageState}
    counts |= dict(rows.order_by().values_list("state").annotate(count=Count("pk")))
    messages = _messages(rows, most)
    if as_json:
        print(json.dumps({"counts": counts, "messages": messages}, ensure_ascii=False, indent=2))  # noqa: T201 (for other programs)
        return
    console.print(", ".join(f"{count} {state}" for state, count in counts.items()))
    table = Table("State", "From", "To", "Subject", "Not before", "Why")
    for message in messages:
        table.add_row(*(escape(str(message[name] or "")) for name in _COLUMNS))
    if messages:
        console.print(table)


def _messages(rows: QuerySet[OutgoingMessage], most: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for state in _SHOWN:
        of_state = rows.filter(state=state).select_related("mailbox").order_by("send_after", "pk")
        found += [_said(message) for message in of_state[: most - len(found)]]
    return found


def _said(message: OutgoingMessage) -> dict[str, Any]:
    moments = ("queued_at", "send_after", "claimed_at", "unknown_since", "looked_at")
    return {
        "id": message.pk,
        "workspace": message.workspace_id,
        "state": str(message.state),
        "message_id": message.message_id,
        "mailbox": message.mailbox.address,
        "to": message.to_address,
        "subject": message.subject,
        "automatic": message.automatic,
        "tries": message.tries,
        "claimed_by": message.claimed_by,
        "trouble": message.trouble,
        **{name: at.isoformat() if (at := getattr(message, name)) else None for name in moments},
    }
