"""Letters that came back: is this a delivery report, for whom, and what does it mean (RFC 3464 and the others)."""

import re
from dataclasses import dataclass

from twelfth.reading import bounce_text, delivery_report
from twelfth.reading.bounce_reason import (
    BounceClass,
    Reason,
    Refusal,
    class_of,
    reason_by_code,
    reason_in_words,
    remote_words,
    status_in,
)
from twelfth.reading.delivery_report import Entry
from twelfth.reading.fold import any_of, fold
from twelfth.reading.mail import Mail
from twelfth.reading.signs import (
    ANSWER_OR_FORWARD,
    has_null_return_path,
    is_automatic,
    is_from_mail_system,
    is_mail_system_by_name,
    is_no_reply,
)

_REPORTS = ("message/delivery-status", "message/global-delivery-status")
# Some write "expired" or "error" where RFC 3464 says "failed".
_DELIVERED = frozenset({"delivered", "relayed", "expanded", "deliverable", "success"})
_ORIGINALS = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")
_MAX_ENTRIES = 200
_MAX_DIAGNOSTIC = 500  # characters

_SUBJECT = re.compile(
    any_of(
        r"""
        undeliver(?:able|ed)
        returned (?:mail|e-?mail|message|to sender)
        (?:mail|message|e-?mail|delivery)(?: delivery| could not be| status| system)* (?:fail|failed|failure|error|problem|delivered|returned)
        delivery (?:status )?notification
        delivery (?:report|status)
        failure notice|notice of failure
        (?:failed|failure) delivery|permanent delivery failure
        error sending your (?:mail|message|e-?mail)
        message you sent (?:was |has been )?(?:blocked|rejected|bounced)
        (?:your )?(?:message|mail|e-?mail) (?:was |has been |is )?(?:frozen|bounced|not delivered|undelivered)
        \[bounce\]|bounced? (?:mail|message|e-?mail)|delivery[_ -]failure
        smtp server: errors from
        failed (?:mail|delivery)
        non[- ]?deliver
        could not (?:be )?(?:send|deliver)
        could not send message
        message (?:delivery has|you sent)
        warning: (?:message|could|e-?mail)
        mail failure
        unzustellbar
        nicht zugestellt
        nicht zustellbar
        zustellung fehlgeschlagen
        nachricht konnte nicht
        non (?:remis|distribu|delivr)
        (?:echec|erreur) (?:de |d')?(?:remise|livraison|distribution|envoi)
        no (?:se pudo |se ha podido )?entrega
        error de entrega
        nao (?:foi )?(?:entregue|possivel)
        mancata consegna
        non recapitabile
        niet (?:bestelbaar|bezorgd|afgeleverd)
        onbestelbaar
        nie ?dostarcz
        niedoreczon
        olevererbar|kunde inte levereras|gick inte att leverera
        kunne ikke leveres|ikke leveret|ikke levert
        toimitus epaonnistui|ei voitu toimittaa
        недоставлен|не доставлен|не может быть доставлен
        配信(?:不能|エラー|失敗)|送信(?:失敗|エラー)|配達
        退信|退回|无法投递|投递失败|系统退信
        """
    )
)
_TEXT = re.compile(
    any_of(
        r"""
        (?:could not|couldn't|cannot|can't|was not|wasn't|has not been|not able to|wasn't able to|unable to)(?: be)? deliver
        undeliverable
        undelivered
        trouble delivering|returned permanent errors
        (?:mail|message|e-?mail)[^.]{0,80} (?:could not|cannot) be (?:delivered|sent)
        (?:couldn't|could not|unable to|failed to) (?:be )?(?:sen[dt]|reach|transmit)
        error message below
        following address(?:es)? (?:had|failed|are invalid|could not)
        no valid recipients for this
        delivery (?:to the following|has failed|failed|error|problem)
        message .{0,60}not (?:be )?delivered
        (?:permanent|fatal) (?:fatal )?errors?
        addresses had
        did not reach
        returned to (?:the )?sender
        not (?:going to|able to) (?:try|deliver)
        delivery status notification
        konnte nicht zugestellt
        n'a pas (?:pu etre|ete) (?:remis|distribu|delivr|livr)
        no (?:se )?(?:pudo|ha podido|puede) (?:ser )?entrega
        nao (?:pode|pôde) ser entregue
        non (?:e stato|puo essere) (?:possibile )?(?:consegna|recapita)
        (?:kon|kan) niet (?:worden )?(?:bezorgd|afgeleverd)
        nie (?:mogla|moze|zostala) (?:zostac )?dostarcz
        inte (?:levereras|skickas)
        ikke (?:leveres|leveret|levert)
        ei voitu toimittaa
        не может быть доставлен|не было доставлен|не удалось доставить
        送信できません|届けることができません|配信できません
        """
    )
)
_REFUSAL_LINE = re.compile(
    r"(?:^|[\s:(<\"'#])[45]\d\d[ -]+(?:#?[45]\.\d{1,3}\.\d{1,3}|[<a-zA-Z\[])", re.MULTILINE
)
# In a transcript: what the remote server answered.
_REMOTE_LINE = re.compile(r"^[ \t]{0,40}<<<[ \t]{0,10}([45]\d\d[^\n]{0,500})", re.MULTILINE)
_STATUS_LINE = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")


_LIST_SERVER = re.compile(
    r"not member|reject|spam mail|system error|loop (?:alert|back)|unix from loop|security alert"
)
_ERROR_LINE = re.compile(r"^[ \t]{0,40}error:", re.IGNORECASE | re.MULTILINE)
_AT_ONCE = 40  # characters: a machine comes to the point


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient's failure: `status` as d.d.d or "", `diagnostic` in the server's own words, on one line."""

    recipients: tuple[str, ...]
    class_: BounceClass
    reason: Reason
    status: str
    diagnostic: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report. `class_`, `status`, `reason` and `diagnostic` are those of the first recipient that
    failed for good (of the first delayed one, if none did); `failures` has each. `recipients` are all addresses
    named: where a letter was passed on, the address it went to and the one we wrote to. `original_message_id`
    is `<id>` or ""."""

    class_: BounceClass
    status: str
    reason: Reason
    diagnostic: str
    recipients: tuple[str, ...]
    original_message_id: str
    failures: tuple[Failure, ...]


def bounce_in(mail: Mail) -> Bounce | None:
    """What the delivery report says; None where the letter is none.

    A person who forwards or quotes a report is not one: without the form of RFC 3464 it takes a mail system as
    the sender, or an automatic sender and a failure told beside an address or a refusal.
    """
    reported = _reported(mail)
    if reported is None and not _tells_of_failure(mail):
        return None
    if reported == []:
        return None  # a confirmation of delivery
    text = bounce_text.prose(mail)
    delayed = bounce_text.announces_further_tries(mail.subject, text)
    told_by_machine = _from_entries(reported or [], text, delayed=delayed)
    failures = told_by_machine or _from_prose(mail, text, delayed=delayed)
    first = next((one for one in failures if one.class_ is not BounceClass.DELAYED), failures[0])
    return Bounce(
        class_=first.class_,
        status=first.status,
        reason=first.reason,
        diagnostic=first.diagnostic,
        recipients=tuple(dict.fromkeys(address for one in failures for address in one.recipients)),
        original_message_id=bounce_text.original_message_id(mail),
        failures=tuple(failures),
    )


def _reported(mail: Mail) -> list[Entry] | None:
    """The failed entries of the machine-readable part, None where there is no such part to be trusted."""
    parts = mail.parts_of(*_REPORTS)
    if not parts and is_from_mail_system(mail):
        # Sent as plain text, or wrapped in a second report by a gateway.
        parts = tuple(part for part in mail.parts if "final-recipient:" in part.text[:50_000].lower())
    if not parts:
        return _notified(mail)
    if mail.content_type != "multipart/report" and not (is_from_mail_system(mail) or is_automatic(mail)):
        return None
    found = list(dict.fromkeys(entry for part in parts for entry in delivery_report.entries(part.text)))[
        :_MAX_ENTRIES
    ]
    if not any(entry.recipients or entry.status for entry in found):
        return None
    return [entry for entry in found if entry.action not in _DELIVERED]


def _notified(mail: Mail) -> list[Entry] | None:
    if not delivery_report.is_notification(mail):
        return None
    return delivery_report.entries_of_notification(mail.text) or None


def _tells_of_failure(mail: Mail) -> bool:
    subject = fold(mail.subject[:500])
    says_so = bool(_SUBJECT.search(subject)) and not ANSWER_OR_FORWARD.match(mail.subject)
    if mail.has("x-mlserver") and _LIST_SERVER.search(subject):
        return True  # a mailing list's server refuses what was sent to the list
    if is_from_mail_system(mail) or (says_so and is_mail_system_by_name(mail)):
        words = fold(mail.text[:5000])
        return bool(
            mail.has("x-failed-recipients")
            or _SUBJECT.search(subject)
            or _TEXT.search(words)
            or _REFUSAL_LINE.search(words)
        )
    if mail.in_reply_to and not is_automatic(mail):
        return False
    if mail.has("x-failed-recipients") and is_automatic(mail):
        return True
    text = bounce_text.prose(mail)[:5000]
    told = _TEXT.search(fold(text))
    if not told or not bounce_text.failed_recipients(mail, text):
        return False
    if has_null_return_path(mail) or is_automatic(mail) or is_no_reply(mail):
        return bool(says_so or _proof(text, told.start()))
    if ANSWER_OR_FORWARD.match(mail.subject) or not (says_so or told.start() < _AT_ONCE):
        return False
    if not _returns_letter(mail):
        return False
    return bool(_REFUSAL_LINE.search(text) or _STATUS_LINE.search(text) or _ERROR_LINE.search(text))


def _returns_letter(mail: Mail) -> bool:
    return bool(mail.enclosed or mail.parts_of(*_ORIGINALS)) or bounce_text.returns_letter(mail)


def _proof(text: str, at: int) -> bool:
    """Whether a failure told at `at` stands beside a refusal or an address, as no out-of-office notice has it."""
    near = text[max(0, at - 100) : at + 300]
    return bool(
        _REFUSAL_LINE.search(near) or _STATUS_LINE.search(near) or re.search(r"\bto:?\s+<[^<>\s]+@", near)
    )


def _from_entries(entries: list[Entry], text: str, *, delayed: bool) -> list[Failure]:
    """What was said in prose helps where the machine-readable part says little."""
    by_recipient = bounce_text.passages([address for one in entries for address in one.recipients], text)
    whole = text if len(entries) == 1 else ""
    failures: list[Failure] = []
    for entry in entries:
        passage = next((by_recipient[one] for one in entry.recipients if one in by_recipient), "")
        failures.append(_from_entry(entry, passage, whole, delayed=delayed))
    return failures


def _from_entry(entry: Entry, passage: str, whole: str, *, delayed: bool) -> Failure:
    stage = bounce_text.stage_in(entry.diagnostic) or bounce_text.stage_in(passage or whole)
    words = remote_words(entry.diagnostic)
    status = _better_status(_better_status(entry.status, words), entry.diagnostic)
    said = Refusal(status, words, stage)
    prose = Refusal(status, passage or bounce_text.without_standing_phrases(whole), stage)
    reason = reason_in_words(said) or reason_in_words(prose) or reason_by_code(said)
    waits = entry.action == "delayed" or (not entry.action and delayed)
    return Failure(
        recipients=entry.recipients,
        class_=BounceClass.DELAYED if waits else class_of(reason),
        reason=reason,
        status=status,
        diagnostic=_one_line(entry.diagnostic or passage),
    )


def _better_status(status: str, diagnostic: str) -> str:
    """The report's status, or a more telling one from the remote server's words."""
    if status and not status.endswith(".0.0"):
        return status
    told = status_in(diagnostic)
    return told if told and not told.endswith(".0.0") else status or told


def _from_prose(mail: Mail, text: str, *, delayed: bool) -> list[Failure]:
    recipients = bounce_text.failed_recipients(mail, text)
    if not recipients:
        return [_failure((), text, text, delayed=delayed)]
    whole = text if len(recipients) == 1 else ""
    by_recipient = bounce_text.passages(recipients, text)
    return [_failure((one,), by_recipient.get(one, ""), whole, delayed=delayed) for one in recipients]


def _failure(recipients: tuple[str, ...], passage: str, whole: str, *, delayed: bool) -> Failure:
    stage = bounce_text.stage_in(passage or whole)
    status = status_in(passage) or status_in(whole)
    words = bounce_text.without_standing_phrases(whole)
    said, told = Refusal(status, passage, stage), Refusal(status, words, stage)
    remote = " ".join(_REMOTE_LINE.findall(whole))
    if remote:
        said = Refusal(status, remote, stage)
    elif _REFUSAL_LINE.search(whole) and not _REFUSAL_LINE.search(passage):
        said, told = told, said  # the server's own words stand before the recipient
    reason = reason_in_words(said) or reason_in_words(told) or reason_by_code(said)
    return Failure(
        recipients=recipients,
        class_=BounceClass.DELAYED if delayed else class_of(reason),
        reason=reason,
        status=status,
        diagnostic=_one_line(passage or whole),
    )


def _one_line(text: str) -> str:
    return " ".join(text[: 4 * _MAX_DIAGNOSTIC].split())[:_MAX_DIAGNOSTIC]
