"""`twelfth mail check` and `twelfth mail rotate-key`: mailboxes looked after from a shell, once Django is loaded."""

import json
from dataclasses import asdict

from django.conf import settings
from rich.markup import escape

from twelfth.cli.main import refuse
from twelfth.cli.process import console
from twelfth.messages.mailboxes.actions import Relocked, relock_all
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import CheckResult, CheckStep, MailError
from twelfth.settings import keys
from twelfth.settings.env import SettingRefused
from twelfth.wiring import Wiring


def check(address: str, *, workspace: int | None, as_json: bool) -> int:
    """Go all the way of sending and reading once; the exit status, 1 when something is wrong."""
    results = _checked(_mailbox(address, workspace))
    if as_json:
        print(json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=2))  # noqa: T201 (for other programs)
    else:
        for result in results:
            mark = "[green]✓[/green]" if result.ok else "[red]✗[/red]"
            part = "Sending" if result.step.startswith("smtp") else "Reading"
            console.print(f"{mark} {part}: {escape(result.sentence)}", soft_wrap=True)
    return 0 if all(result.ok for result in results) else 1


def _checked(mailbox: Mailbox) -> list[CheckResult]:
    wiring = Wiring()
    try:
        return wiring.check(wiring.account(mailbox))
    except (MailError, keys.CredentialsUnreadable) as error:
        return [CheckResult(CheckStep.SMTP_LOGIN, ok=False, sentence=str(error))]


def _mailbox(address: str, workspace: int | None) -> Mailbox:
    rows = Mailbox.objects.filter(address__iexact=address.strip())
    if workspace is not None:
        rows = rows.filter(workspace=workspace)
    found = list(rows[:2])
    if not found:
        others = ", ".join(Mailbox.objects.order_by("address").values_list("address", flat=True)[:10])
        refuse(f"No mailbox has the address {address}. There is: {others or 'none yet'}.")
    if len(found) > 1:
        refuse("Several workspaces have a mailbox of this address; say which with --workspace NUMBER.")
    return found[0]


def rotate_key(*, forget_old: bool) -> None:
    """Put a new key in front and lock everything with it; or, once that is done, forget the old ones.

    At any point at which this may be cut off, what is stored can be read: the file holds the new key before anything
    is locked with it, and the old ones until nothing is.
    """
    data_dir = settings.TWELFTH.data_dir
    try:
        if keys.is_from_environment(keys.CREDENTIALS_KEY):
            _rotate_in_environment(forget_old=forget_old)
            return
        with keys.replacing_keys(data_dir):
            held = keys.credentials_keys(data_dir)
            if forget_old:
                _forget_old(held)
                return
            keys.keep_credentials_keys(data_dir, (keys.new_credentials_key(), *held))
            relocked = relock_all(keys.vault(data_dir))
    except SettingRefused as error:
        refuse(str(error))
    _say(relocked)
    path = keys.key_file(data_dir, keys.CREDENTIALS_KEY)
    console.print(
        f"The new key is the first in {path}: copy that file to where you keep the key. The old one stays in it, for "
        "backups made until now. When you no longer need those: twelfth mail rotate-key --forget-old",
        soft_wrap=True,
    )


def _forget_old(held: tuple[str, ...]) -> None:
    data_dir = settings.TWELFTH.data_dir
    relocked = relock_all(keys.vault(data_dir))
    if relocked.unreadable:
        _say(relocked)
        refuse("Nothing was forgotten. Enter these anew first, or put the key back that reads them.")
    keys.keep_credentials_keys(data_dir, held[:1])
    console.print(
        f"{_keys(len(held) - 1)} forgotten. Backups that were made before the new one can no longer be read in full: "
        "their mailbox passwords would have to be entered anew.",
        soft_wrap=True,
    )


def _rotate_in_environment(*, forget_old: bool) -> None:
    """Where the key is given from outside, it is changed there; what is stored is locked anew here."""
    held = keys.credentials_keys(settings.TWELFTH.data_dir)
    if forget_old or len(held) == 1:
        new = "" if forget_old else f" A new one is: {keys.new_credentials_key()}"
        refuse(
            f"{keys.CREDENTIALS_KEY} comes from the environment, so it is changed there: put the new key in front of "
            "the old one, with a comma between them, start Twelfth anew everywhere, and run this again. Once it has "
            f"said that all is locked with the new one, the old one may go.{new}"
        )
    relocked = relock_all(keys.vault(settings.TWELFTH.data_dir))
    _say(relocked)
    if not relocked.unreadable:
        console.print(
            "Everything is locked with the first key. The others are needed for older backups only.",
            soft_wrap=True,
        )


def _say(relocked: Relocked) -> None:
    for whose in relocked.unreadable:
        console.print(f"[red]✗[/red] No key reads {escape(whose)}: enter it anew.", soft_wrap=True)
    console.print(f"{relocked.count} secrets are locked with the new key.", soft_wrap=True)


def _keys(count: int) -> str:
    return "One old key is" if count == 1 else f"{count} old keys are"
