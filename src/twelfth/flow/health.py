"""Whether the loop runs: what pages show as a banner and doctor prints. Silence is never taken for health."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from twelfth.accounts.models import Workspace
from twelfth.background.models import Heartbeat
from twelfth.background.queries import SILENT_AFTER, last_beat
from twelfth.flow.may_go import SYNC_TOO_OLD
from twelfth.flow.opt_out import lacks_identity
from twelfth.flow.sender_check import stored_findings
from twelfth.messages.mailboxes.queries import connected
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.rules.sender_records import Level as Found

#: A server that does not answer once or twice is no news; one that no longer lets us in is.
_HICCUP = timedelta(minutes=2)


class Level(StrEnum):
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that does not work. `page` is the name of the page where it is mended, "" when it is not a page."""

    level: Level
    text: str
    page: str = ""
    label: str = ""


def problems(workspace: Workspace, *, now: datetime) -> list[Problem]:
    """What keeps this workspace's loop from running, the worst first. Three queries."""
    return [*_worker(now), *_sending(workspace), *_mailboxes(workspace, now)]


def _standing(mailbox: Mailbox) -> list[Problem]:
    """What came back of its letters, as flow/standing.py judged it last: it is never stopped in silence."""
    if mailbox.stopped_at is not None:
        text = f"{mailbox.address} no longer sends by itself. {mailbox.stopped_why}"
        return [Problem(level=Level.ERROR, text=text, page="sending", label="Look and let it go on")]
    if mailbox.stopped_why:
        text = f"{mailbox.address}: {mailbox.stopped_why} A little more, and it stops sending by itself."
        return [Problem(level=Level.WARNING, text=text, page="sending", label="See what came back")]
    return []


def _records(mailbox: Mailbox) -> list[Problem]:
    """What receivers find wrong enough to refuse its letters, or to lose answers; advice stays on its page."""
    wrong = [one.what for one in stored_findings(mailbox) if one.level is Found.BAD and one.what != "DMARC"]
    if not wrong:
        return []
    domain = mailbox.address.rpartition("@")[2]
    text = f"Receivers find something wrong with {domain} ({', '.join(wrong)}): letters may be refused or not arrive."
    return [Problem(level=Level.WARNING, text=text, page="sending", label="See what to change")]


def _worker(now: datetime) -> list[Problem]:
    last = last_beat()
    if last is None or now - last > SILENT_AFTER:
        since = f" since {last:%H:%M} UTC" if last else ""
        return [
            Problem(
                level=Level.ERROR,
                text=f"The worker is silent{since}: nothing is sent, read or planned. Start it with “twelfth start”.",
            )
        ]
    troubled = (
        Heartbeat.objects.exclude(trouble="")
        .filter(at__gte=now - SILENT_AFTER)
        .values_list("stage", flat=True)
    )
    return [
        Problem(level=Level.ERROR, text=f"The worker's stage “{stage}” keeps failing; its log says why.")
        for stage in sorted(set(troubled))
    ]


def _sending(workspace: Workspace) -> list[Problem]:
    if workspace.sending_paused_at is None:
        return []
    unknown = OutgoingMessage.objects.filter(workspace=workspace, state=MessageState.UNKNOWN).count()
    open_ones = f" {unknown} of them wait to be settled." if unknown else ""
    return [
        Problem(
            level=Level.WARNING,
            text=f"Sending is paused. {workspace.sending_paused_why}{open_ones}",
            page="outbox",
            label="Look and go on",
        )
    ]


def _mailboxes(workspace: Workspace, now: datetime) -> list[Problem]:
    found: list[Problem] = []
    has_any = False
    for mailbox in connected().filter(workspace=workspace):
        has_any = True
        found += [*_standing(mailbox), *_records(mailbox)]
        age = now - (mailbox.synced_at or mailbox.created_at)
        if age > SYNC_TOO_OLD:
            why = mailbox.sync_trouble or "It was not read for more than 15 minutes."
            text = f"{mailbox.address} is not being read, so nothing goes out from it by itself. {why}"
            found.append(Problem(level=Level.ERROR, text=text, page="mailbox", label="Check the mailbox"))
        elif mailbox.sync_trouble and age > _HICCUP:
            text = f"{mailbox.address} cannot be read: {mailbox.sync_trouble}"
            found.append(Problem(level=Level.WARNING, text=text, page="mailbox", label="Check the mailbox"))
        elif mailbox.send_trouble:
            text = f"{mailbox.address} cannot send: {mailbox.send_trouble}"
            found.append(Problem(level=Level.WARNING, text=text, page="outbox", label="See the outbox"))
    return [*found, *_identity(workspace)] if has_any else found


def _identity(workspace: Workspace) -> list[Problem]:
    if not lacks_identity(workspace) or workspace.is_demo:
        return []
    text = "First e-mails do not go out by themselves: the law wants your postal address under them."
    return [Problem(level=Level.WARNING, text=text, page="workspace", label="Enter it")]


def is_ready(*, now: datetime, patience: timedelta = SILENT_AFTER) -> bool:
    """For /readyz: a worker has beaten lately."""
    last = last_beat()
    return last is not None and now - last <= patience
