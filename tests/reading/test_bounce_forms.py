"""Reports that follow no standard, as many programs write them; and people who only speak of such reports."""

import json
from datetime import UTC, datetime

import pytest

from tests.reading.builders import answer, letter
from tests.reading.test_bounce import report
from twelfth.reading import Bounce, BounceClass, Kind, Reason, classify, read

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)
JO = "jo@buyer.example"
ROBOT = {"Return-Path": "<>"}


def bounce(raw: bytes) -> Bounce:
    found = classify(read(raw), now=NOW)
    assert found.kind is Kind.BOUNCE
    assert found.bounce is not None
    return found.bounce


FORMS: dict[str, tuple[str, str, str, dict[str, str], BounceClass]] = {
    "a list of addresses with reasons": (
        "MAILER-DAEMON@mx.buyer.example", "Mail delivery failed",
        f"The following addresses had permanent fatal errors:\n\n  <{JO}>\n\n550 5.1.1 User unknown\n", {}, BounceClass.HARD,
    ),
    "no reply wanted": (
        "no-reply@mobile.example", "Mail delivery notification",
        f"Your mail sent on: Mon, 7 Sep 2026\n    Could not be delivered to: <{JO}>\n    As their mailbox is full.\n", {}, BounceClass.FULL,
    ),
    "a mail system by its name alone": (
        f"Mail Delivery Subsystem <{JO.replace('jo', 'mailer')}>", "Returned mail: User unknown",
        f"   ----- Transcript of session follows -----\n>>> RCPT To:<{JO}>\n<<< 550 5.1.1 <{JO}>... User unknown\n", {}, BounceClass.HARD,
    ),
    "an error sending": (
        "mail@mx.seller.example", "There was an error sending your mail",
        (f"We had trouble delivering your message. Full details follow:\nSMTP Server <mx> rejected recipient <{JO}> (Error following RCPT command).\n"
        "It responded as follows: [550 5.1.1 unknown user]\n"), ROBOT, BounceClass.HARD,
    ),
    "commands sent ahead": (
        "MAILER-DAEMON@mx.seller.example", "Returned mail: see transcript for details",
        (f"   ----- The following addresses had permanent fatal errors -----\n<{JO}>\n\n   ----- Transcript of session follows -----\n... while talking to mx.buyer.example:\n"
        f">>> DATA\n<<< 550 <{JO}>: Recipient address rejected: User unknown\n550 User unknown\n<<< 554 Error: no valid recipients\n"), {}, BounceClass.HARD,
    ),
    "a list server": (
        "news-admin@list.example", "You are not member (news ML)",
        f"You are not a member of this mailing list <{JO}>.\nOriginal mail as follows:\n", {"X-MLServer": "fml [fml 4.0]"}, BounceClass.BLOCKED,
    ),
    "Exchange's own address": (
        "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@buyer.example", "Undeliverable: Your training days",
        f"Delivery has failed to these recipients or groups:\n\n{JO}\nThe email address you entered couldn't be found.\n", {}, BounceClass.HARD,
    ),
    "a filter": (
        '"Content-filter at mx" <postmaster@mx.buyer.example>', "Considered UNSOLICITED BULK EMAIL from you",
        f"A message from you to <{JO}> was considered unsolicited bulk e-mail.\n550 5.7.0 id=1 - spam\nDelivery of the email was stopped!\n", ROBOT, BounceClass.BLOCKED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str) -> None:
    sender, subject, text, headers, class_ = FORMS[form]
    found = bounce(letter(text, subject=subject, sender=sender, headers=headers))
    assert found.recipients == (JO,)
    assert found.class_ is class_


def test_a_program_that_leaves_every_sign_out() -> None:
    text = (
        f"Your message could not be delivered to the following recipients: <{JO}>\n\nmx.buyer.example said: 550 5.1.1 no such user\n\n"
        "Original message follows.\n\nReceived: from mx.seller.example\nSubject: Your training days\n"
    )
    assert bounce(letter(text, subject="Undeliverable mail", sender="mail@gateway.example")).recipients == (
        JO,
    )


def test_a_report_that_names_nobody_is_about_whom_the_letter_was_to() -> None:
    text = f"Sorry, the message could not be delivered: mailbox full.\n\n--- Below this line is a copy of the message.\n\nFrom: sam@seller.example\nTo: Jo <{JO}>\n"
    assert bounce(letter(text, subject="failure notice", sender="MAILER-DAEMON@mx.example")).recipients == (
        JO,
    )
    two = text.replace(f"<{JO}>", f"<{JO}>, kim@buyer.example")
    assert bounce(letter(two, subject="failure notice", sender="MAILER-DAEMON@mx.example")).recipients == ()


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("broken", [False, True])
def test_notifications_of_amazon(wrapped: bool, broken: bool) -> None:
    told: dict[str, object] = {
        "notificationType": "Bounce",
        "bounce": {
            "bouncedRecipients": [
                {
                    "emailAddress": JO,
                    "action": "failed",
                    "status": "5.1.1",
                    "diagnosticCode": "smtp; 550 5.1.1 user unknown",
                }
            ]
        },
    }
    text = json.dumps({"Type": "Notification", "Message": json.dumps(told)} if wrapped else told)
    if broken:
        text = "!\n ".join(text[at : at + 70] for at in range(0, len(text), 70))
    raw = letter(text, sender="AWS <no-reply@sns.amazonaws.com>", headers={"X-Amz-Sns-Message-Id": "1"})
    found = bounce(raw)
    assert (found.class_, found.recipients) == (BounceClass.HARD, (JO,))


def test_a_complaint_that_amazon_tells_of() -> None:
    told = {"complaint": {"complainedRecipients": [{"emailAddress": JO}], "complaintFeedbackType": "abuse"}}
    raw = letter(json.dumps(told), sender="AWS <no-reply@sns.amazonaws.com>")
    found = classify(read(raw), now=NOW)
    assert found.kind is Kind.COMPLAINT
    assert found.complaint is not None
    assert found.complaint.recipients == (JO,)


@pytest.mark.parametrize(
    "text", ['{"bounce": 1}', '{"bounce": {"bouncedRecipients": 2}}', '{"Message": "{"}', "{" * 5000]
)
def test_broken_notifications_are_none(text: str) -> None:
    raw = letter(text, sender="AWS <no-reply@sns.amazonaws.com>")
    assert classify(read(raw), now=NOW).bounce is None


REPORT = (
    f"This is the mail system at host mx.seller.example.\n\n<{JO}>: host mx.buyer.example said: 550 5.1.1 <{JO}>: Recipient address\n"
    "    rejected: User unknown (in reply to RCPT TO command)\n"
)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Undelivered Mail Returned to Sender", f"Do you know what this means?\n\n{REPORT}"),
        ("Fwd: Undelivered Mail Returned to Sender", f"For you.\n\n---------- Forwarded message ----------\nFrom: Mail Delivery System <MAILER-DAEMON@x.example>\n\n{REPORT}"),
        ("WG: Unzustellbar: Schulungstage", f"Kommt immer zurück.\n\n{REPORT}"),
        ("Re: Undeliverable: Your training days", "Odd, 550 5.1.1 user unknown? My address is jo@buyer.example, try again."),
        ("Delivery problem", "Your message could not be delivered to the shop floor, we have moved. Send it to jo@buyer.example please."),
        ("Mail delivery failed", "My phone says so each time I write to kim@buyer.example. Can you ring me?"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("sender", [f"Jo Buyer <{JO}>", f"Postmaster <{JO}>"])
def test_people_who_speak_of_reports(subject: str, text: str, sender: str) -> None:
    if sender.startswith("Postmaster") and not subject.startswith(("Re:", "Fwd:", "WG:")):
        return  # whoever calls himself so and writes so is taken at his word
    assert classify(read(letter(text, subject=subject, sender=sender)), now=NOW).kind is Kind.REPLY
    assert classify(read(answer(text, subject)), now=NOW).kind is Kind.REPLY


@pytest.mark.parametrize(
    ("said", "reason", "class_"),
    [
        ("550 5.1.1 Recipient address rejected", Reason.NO_SUCH_USER, BounceClass.HARD),
        ("550 Recipient address rejected", Reason.REFUSED, BounceClass.BLOCKED),
        ("550 5.7.1 Recipient address rejected: Access denied by policy of your IP reputation", None, BounceClass.BLOCKED),
        ("421 4.4.2 Connection dropped by the remote host", Reason.HUNG_UP, BounceClass.BLOCKED),
        ("554 5.4.4 Host not found, try again", Reason.UNREACHABLE, BounceClass.SOFT),
        ("550 5.1.8 Sender domain does not exist", Reason.SENDER_REFUSED, BounceClass.BLOCKED),
        ("554 delivery error: dd This user doesn't have a mail.example account (jo@mail.example) (in reply to end of DATA command)", Reason.NO_SUCH_USER, BounceClass.HARD),
        ("550 5.2.1 <jo@buyer.example>: user unknown", Reason.NO_SUCH_USER, BounceClass.HARD),
        ("550 5.2.1 user unknown or mailbox disabled", None, None),
        ("552 5.2.2 Die Mailbox ist voll, Speicherplatz erschöpft", Reason.MAILBOX_FULL, BounceClass.FULL),
        ("550 5.2.2 El buzón ha superado su cuota", Reason.MAILBOX_FULL, BounceClass.FULL),
        ("550 5.1.1 inactive email address", Reason.NO_SUCH_USER, BounceClass.HARD),
        ("553 sorry, that domain isn't in my list of allowed rcpthosts", Reason.RELAYING, BounceClass.BLOCKED),
    ],
)  # fmt: skip
def test_words(said: str, reason: Reason | None, class_: BounceClass | None) -> None:
    status = next((word for word in said.split() if word.count(".") == 2 and word[0] in "45"), "5.0.0")
    text = f"Final-Recipient: rfc822; {JO}\nAction: failed\nStatus: {status}\nDiagnostic-Code: smtp; {said}"
    found = bounce(report(text))
    assert reason is None or found.reason is reason
    assert class_ is None or found.class_ is class_
    assert class_ is not None or found.class_ is not BounceClass.HARD
