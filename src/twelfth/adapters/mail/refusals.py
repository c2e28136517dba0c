"""Why a log-in was refused, in words that say what to do. Pure.

Providers say it in words of their own, and say what is not so: to a program with the right password that is no app
password, Google answers that it is wrong. So what we know of the provider goes into the sentence.
"""

import re
from dataclasses import dataclass

from twelfth.adapters.mail.connecting import quoted
from twelfth.messages.mailboxes import presets
from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.mailboxes.presets import Preset
from twelfth.messages.ports import Account, LoginRefused


@dataclass(frozen=True, slots=True)
class _Known:
    """Words of a provider, and what they mean; `{host}` stands for the server."""

    words: re.Pattern[str]
    meaning: str


def _known(words: str, meaning: str) -> _Known:
    return _Known(re.compile(words, re.IGNORECASE), meaning)


# What certain words mean whoever says them, the most telling first.
_KNOWN = (
    _known(
        r"SmtpClientAuthentication is disabled",
        "Microsoft has sending by programs (SMTP AUTH) switched off for this mailbox. An administrator switches it on: "
        "in the Microsoft 365 admin centre under Users, this user, Mail, Manage email apps, Authenticated SMTP.",
    ),
    _known(
        r"basic authentication is (disabled|not supported)|5\.7\.139",
        "Microsoft no longer lets programs in with a password here. Use “Connect with Microsoft”.",
    ),
    _known(
        r"authenticated but not connected",
        "Microsoft knows you, but gives no access to the mailbox: IMAP is switched off for it, or it has no licence. "
        "An administrator switches IMAP on: in the Microsoft 365 admin centre under Users, this user, Mail, Manage "
        "email apps.",
    ),
    _known(
        r"not enabled for imap|enable imap|imap( access)?( is|:)? (currently )?(disabled|not enabled|turned off)"
        r"|access rights to this service",
        "IMAP is switched off for this mailbox. Switch it on in the settings of your mail account, mostly under "
        "“Forwarding and POP/IMAP”, and try again.",
    ),
    _known(
        r"log ?in via your (web )?browser|web login required|unusual|suspicious",
        "Your provider is not sure that it is you. Log in to your mail in the browser once, confirm that it is you, "
        "and try again.",
    ),
    _known(
        r"too many (failed |invalid )?(login|log-in|auth)|temporarily (blocked|locked)|rate limit",
        "{host} has locked the log-in for a while after too many tries. Wait an hour, then try once with the right "
        "password.",
    ),
)
_APP_PASSWORD = re.compile(r"app(lication)?[- ](specific[- ])?password|InvalidSecondFactor", re.IGNORECASE)


def login_refused(account: Account, host: str, words: str | bytes) -> LoginRefused:
    """The error for a log-in that this server refused with these words."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    preset = presets.of_host(host)
    for known in _KNOWN:
        if known.words.search(said):
            return LoginRefused(f"{known.meaning.format(host=host)} The server said: {quoted(said)}.")
    if account.token:
        return LoginRefused(_token_refused(preset, host, said))
    if preset is not None and preset.advice:
        return LoginRefused(
            f"{host} does not accept this user name and password. {preset.advice} The server said: {quoted(said)}."
        )
    advice = "It wants an app password, made in your mail account's security settings, in place of your own."
    if not _APP_PASSWORD.search(said):
        advice = "Check both; many providers want an app password here."
    return LoginRefused(f"{host} does not accept this user name and password: {quoted(said)}. {advice}")


def _token_refused(preset: Preset | None, host: str, said: str) -> str:
    provider = preset.provider if preset else None
    if provider == Provider.MICROSOFT:
        who, also = "Microsoft", " (an administrator can have switched off IMAP or SMTP for it, too)"
    elif provider == Provider.GOOGLE:
        who, also = "Google", " (an administrator can have switched off IMAP for it, too)"
    else:
        who, also = host, ""
    return f"{who} does not let us into this mailbox{also}: {quoted(said)}. Connect it again under Settings, Mailbox."


def no_way_to_log_in(account: Account, host: str, port: int) -> LoginRefused:
    """The server offers no log-in of the kind we have."""
    if account.token:
        return LoginRefused(
            f"{host} offers no log-in by OAuth (XOAUTH2) on port {port}. Connect this mailbox with a password instead."
        )
    preset = presets.of_host(host)
    if preset is not None and preset.provider == Provider.MICROSOFT:
        return LoginRefused(preset.advice)
    return LoginRefused(
        f"{host} offers no log-in with user name and password on port {port}. "
        "Use the port that the provider names for a mail program."
    )
