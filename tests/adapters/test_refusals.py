"""What providers say when they do not let a program in, and what a person reads then."""

from dataclasses import replace

import pytest

from twelfth.adapters.mail.fake import FakeMail
from twelfth.adapters.mail.refusals import login_refused, no_way_to_log_in

ANA = FakeMail().account("ana")
BY_TOKEN = replace(ANA, password="", token="a token")

BY_PASSWORD = {
    ("imap.gmail.com", "[AUTHENTICATIONFAILED] Invalid credentials (Failure)"): "apppasswords",
    ("smtp.gmail.com", "535 5.7.8 Username and Password not accepted. BadCredentials"): "app password of 16 letters",
    ("imap.gmail.com", "[ALERT] Application-specific password required (Failure)"): "two-step verification",
    ("imap.gmail.com", "[ALERT] Your account is not enabled for IMAP use. Please visit your settings"): "IMAP is switched off",
    ("imap.gmail.com", "[WEBALERT https://accounts.google.com/x] Web login required."): "in the browser once",
    ("imap.gmail.com", "[ALERT] Please log in via your web browser (Failure)"): "in the browser once",
    ("imap.mail.me.com", "[AUTHENTICATIONFAILED] Authentication failed"): "account.apple.com",
    ("smtp.mail.yahoo.com", "535 5.7.0 (#MBR1212) Incorrect username or password"): "Yahoo wants an app password",
    ("imap.fastmail.com", "Incorrect username, password or access token"): "Manage app passwords",
    ("imap.gmx.net", "authentication failed"): "POP3/IMAP",
    ("smtp.web.de", "535 Authentication credentials invalid"): "Switch on IMAP and SMTP first",
    ("outlook.office365.com", "LOGIN failed."): "Connect with Microsoft",
    ("smtp.office365.com", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."): "Connect with Microsoft",
    ("smtp.office365.com", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."): "Authenticated SMTP",
    ("imappro.zoho.com", "You are yet to enable IMAP for your account. Please contact your administrator"): "IMAP is switched off",
    ("imap.yandex.com", "LOGIN This user does not have access rights to this service"): "IMAP is switched off",
    ("mail.duarte.test", "535 5.7.8 Error: authentication failed"): "Check both; many providers want an app password",
    ("mail.duarte.test", "NO app password needed"): "in place of your own",
    ("mail.duarte.test", "421 Too many login failures"): "locked the log-in",
}  # fmt: skip


@pytest.mark.parametrize(("said", "meaning"), BY_PASSWORD.items())
def test_a_refused_password_is_explained(said: tuple[str, str], meaning: str) -> None:
    host, words = said
    sentence = str(login_refused(ANA, host, words))
    assert meaning in sentence
    assert sentence.endswith(".")


BY_TOKEN_SAID = {
    ("imap.gmail.com", "[AUTHENTICATIONFAILED] Invalid credentials (Failure)"): "Google does not let us into this mailbox",
    ("outlook.office365.com", "AUTHENTICATE failed."): "an administrator can have switched off IMAP or SMTP",
    ("outlook.office365.com", "User is authenticated but not connected."): "IMAP is switched off for it, or it has no licence",
    ("smtp.office365.com", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."): "Authenticated SMTP",
    ("mail.duarte.test", "535 no"): "mail.duarte.test does not let us into this mailbox",
}  # fmt: skip


@pytest.mark.parametrize(("said", "meaning"), BY_TOKEN_SAID.items())
def test_a_refused_token_is_explained(said: tuple[str, str], meaning: str) -> None:
    sentence = str(login_refused(BY_TOKEN, said[0], said[1].encode()))
    assert meaning in sentence
    assert "app password" not in sentence


def test_what_a_server_says_cannot_break_the_sentence() -> None:
    sentence = str(login_refused(ANA, "mail.duarte.test", "NO \x1b[31m{0}\r\n" + "x" * 5000))
    assert "\n" not in sentence
    assert "\x1b" not in sentence
    assert len(sentence) < 600


def test_no_way_to_log_in_names_the_way_there_is() -> None:
    assert "Connect with Microsoft" in str(no_way_to_log_in(ANA, "smtp.office365.com", 587))
    assert "port 25" in str(no_way_to_log_in(ANA, "mail.duarte.test", 25))
    assert "XOAUTH2" in str(no_way_to_log_in(BY_TOKEN, "mail.duarte.test", 587))
