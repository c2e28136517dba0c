"""The mail servers do what the mail tests rely on."""

import imaplib
import smtplib
import ssl
from collections.abc import Iterator

import pytest
from imapclient import IMAPClient

from tests.servers.mail import MailServers
from tests.servers.mail_config import BUSY_USER, GONE_USER, UNKNOWN_USER

pytestmark = pytest.mark.servers


def a_message(subject: str, message_id: str = "<1@example.test>") -> bytes:
    return (
        f"From: Ana <ana@example.test>\r\nTo: Bo <bo@example.test>\r\nSubject: {subject}\r\n"
        f"Message-ID: {message_id}\r\n\r\nGood morning.\r\n"
    ).encode()


@pytest.fixture
def trusting(mail: MailServers) -> ssl.SSLContext:
    return mail.certificates.client_context()


@pytest.fixture
def submission(mail: MailServers, trusting: ssl.SSLContext) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP_SSL(mail.host, mail.smtps_port, context=trusting, timeout=30) as connection:
        connection.login(mail.address("ana"), mail.password)
        yield connection


def test_a_message_submitted_over_tls_reaches_the_mailbox(
    mail: MailServers, submission: smtplib.SMTP
) -> None:
    user = "over-tls"
    submission.sendmail("ana@example.test", mail.address(user), a_message("Over TLS"))
    [arrived] = mail.wait_for(user)
    assert b"Subject: Over TLS" in arrived
    assert b"Message-ID: <1@example.test>" in arrived


def test_a_message_submitted_after_starttls_is_read_after_starttls(
    mail: MailServers, trusting: ssl.SSLContext
) -> None:
    user = "after-starttls"
    with smtplib.SMTP(mail.host, mail.smtp_port, timeout=30) as connection:
        connection.starttls(context=trusting)
        connection.login(mail.address("ana"), mail.password)
        connection.sendmail("ana@example.test", mail.address(user), a_message("After STARTTLS"))
    mail.wait_for(user)
    with IMAPClient(mail.host, mail.imap_port, ssl=False, timeout=30) as reader:
        reader.starttls(trusting)
        reader.login(mail.address(user), mail.password)
        reader.select_folder("INBOX")
        assert reader.search(["HEADER", "Message-ID", "<1@example.test>"]) == [1]


def test_submission_without_log_in_is_refused(mail: MailServers, trusting: ssl.SSLContext) -> None:
    with (
        smtplib.SMTP_SSL(mail.host, mail.smtps_port, context=trusting, timeout=30) as connection,
        pytest.raises(smtplib.SMTPRecipientsRefused),
    ):
        connection.sendmail("ana@example.test", ["nolog@example.test"], a_message("No log-in"))
    mail.wait_until_delivered()
    assert mail.messages("nolog") == []


def test_without_tls_there_is_no_log_in(mail: MailServers) -> None:
    with smtplib.SMTP(mail.host, mail.smtp_port, timeout=30) as connection:
        with pytest.raises(smtplib.SMTPNotSupportedError):
            connection.login(mail.address("ana"), mail.password)
        assert connection.mail("ana@example.test")[0] == 530


def test_the_outside_port_offers_neither_tls_nor_log_in(mail: MailServers) -> None:
    with smtplib.SMTP(mail.host, mail.relay_port, timeout=30) as connection:
        connection.ehlo()
        assert not connection.has_extn("starttls")
        assert not connection.has_extn("auth")


def test_a_client_that_does_not_trust_the_authority_refuses(mail: MailServers) -> None:
    stranger = ssl.create_default_context()
    with pytest.raises(ssl.SSLCertVerificationError):
        smtplib.SMTP_SSL(mail.host, mail.smtps_port, context=stranger, timeout=30)
    with pytest.raises(ssl.SSLCertVerificationError):
        IMAPClient(mail.host, mail.imaps_port, ssl_context=stranger, timeout=30)


def test_a_password_of_ones_own_replaces_the_common_one(mail: MailServers, trusting: ssl.SSLContext) -> None:
    user = mail.address("own-password")
    mail.set_password("own-password", "something else")
    with IMAPClient(mail.host, mail.imaps_port, ssl_context=trusting, timeout=30) as reader:
        with pytest.raises(imaplib.IMAP4.error):
            reader.login(user, mail.password)
        reader.login(user, "something else")
    with smtplib.SMTP_SSL(mail.host, mail.smtps_port, context=trusting, timeout=30) as connection:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            connection.login(user, mail.password)
        connection.login(user, "something else")


def test_recipients_are_refused_for_good_and_for_now(submission: smtplib.SMTP) -> None:
    submission.mail("ana@example.test")
    assert submission.rcpt(UNKNOWN_USER)[0] == 550
    assert submission.rcpt(BUSY_USER)[0] == 451
    assert submission.rcpt("bo@example.test")[0] == 250


@pytest.mark.parametrize("recipient", [GONE_USER, "somebody@outside.test"])
def test_a_message_that_cannot_be_delivered_comes_back_as_a_report(mail: MailServers, recipient: str) -> None:
    sender = f"sender-to-{recipient.partition('@')[0]}"
    mail.deliver(a_message("Lost"), to=recipient, sender=mail.address(sender))
    [report] = mail.wait_for(sender)
    assert b"multipart/report" in report
    assert f"Final-Recipient: rfc822; {recipient}".encode() in report
    assert b"Action: failed" in report


def test_waiting_for_mail_ends_when_it_arrives(mail: MailServers, trusting: ssl.SSLContext) -> None:
    with IMAPClient(mail.host, mail.imaps_port, ssl_context=trusting, timeout=30) as reader:
        reader.login(mail.address("idler"), mail.password)
        reader.select_folder("INBOX")
        reader.idle()
        mail.deliver(a_message("Wake up"), to="idler")
        assert (1, b"EXISTS") in reader.idle_check(timeout=30)
        reader.idle_done()


def test_there_is_a_folder_for_sent_mail(mail: MailServers, trusting: ssl.SSLContext) -> None:
    with IMAPClient(mail.host, mail.imaps_port, ssl_context=trusting, timeout=30) as reader:
        reader.login(mail.address("filer"), mail.password)
        assert reader.find_special_folder(b"\\Sent") == "Sent"
        reader.append("Sent", a_message("Filed"))
    assert b"Subject: Filed" in mail.messages("filer", "Sent")[0]


def test_messages_come_oldest_first(mail: MailServers) -> None:
    for number in range(1, 6):
        mail.deliver(a_message(f"Number {number}"), to="in-order")
        mail.wait_for("in-order", number)
    subjects = [
        message.partition(b"Subject: ")[2].partition(b"\r\n")[0] for message in mail.messages("in-order")
    ]
    assert [line.partition(b"\n")[0] for line in subjects] == [
        b"Number %d" % number for number in range(1, 6)
    ]


def test_mail_taken_while_the_mailboxes_are_away_arrives_later(mail: MailServers) -> None:
    mail.stop_imap()
    try:
        mail.deliver(a_message("Patience"), to="patient")
        assert mail.messages("patient") == []
    finally:
        mail.start_imap()
    assert len(mail.wait_for("patient")) == 1


def test_the_sending_server_can_go_and_come_back(mail: MailServers) -> None:
    mail.stop_smtp()
    try:
        with pytest.raises(ConnectionRefusedError):
            smtplib.SMTP("127.0.0.1", mail.smtp_port, timeout=30)
    finally:
        mail.start_smtp()
    mail.deliver(a_message("Back again"), to="returner")
    assert len(mail.wait_for("returner")) == 1
