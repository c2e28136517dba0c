"""The way to a server: encrypted and verified or not at all, and a sentence that says what to do."""

import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.adapters.letters import letter
from tests.adapters.worlds import Real, new_user
from tests.servers import certificates
from tests.servers import proxy as faults
from tests.servers.ports import reserve
from tests.servers.proxy import Side, proxy
from twelfth.adapters.mail.connecting import Patience, cannot_connect, quoted, trusting
from twelfth.adapters.mail.imap import ImapReader
from twelfth.adapters.mail.smtp import SmtpTransport
from twelfth.messages.ports import (
    Account,
    CheckStep,
    Handed,
    LoginRefused,
    MailError,
    ServerUnreachable,
    TlsFailed,
)

servers = pytest.mark.servers
HURRIED = Patience(connect=1, command=1)

Connect = Callable[[Account, Path | None], None]


def by_smtp(account: Account, ca_file: Path | None) -> None:
    SmtpTransport(ca_file, patience=HURRIED).send(account, account.address, (account.address,), letter())


def by_imap(account: Account, ca_file: Path | None) -> None:
    with ImapReader(ca_file, patience=HURRIED).open(account):
        pass


def reached_at(account: Account, *, host: str = "localhost", port: int, security: str = "tls") -> Account:
    """The account with both servers there."""
    return replace(
        account,
        smtp_host=host,
        smtp_port=port,
        smtp_security=security,
        imap_host=host,
        imap_port=port,
        imap_security=security,
    )


def moved(account: Account, port: int) -> Account:
    """The account with both servers behind this port."""
    return replace(account, smtp_port=port, imap_port=port)


@pytest.fixture(params=[by_smtp, by_imap])
def connect(request: pytest.FixtureRequest) -> Connect:
    way: Connect = request.param
    return way


@pytest.fixture
def account() -> Account:
    return Account(
        address="ana@example.test",
        display_name="Ana",
        smtp_host="localhost",
        smtp_port=1,
        smtp_security="tls",
        imap_host="localhost",
        imap_port=1,
        imap_security="tls",
        username="ana@example.test",
        password="quite secret",
    )


def test_the_password_is_not_shown(account: Account) -> None:
    assert "quite secret" not in repr(account)


def test_a_server_that_does_not_exist(connect: Connect, account: Account) -> None:
    with pytest.raises(
        ServerUnreachable, match=r"no server named mail.nowhere.invalid. Check how it is spelled"
    ):
        connect(reached_at(account, host="mail.nowhere.invalid", port=465), None)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_port_where_nothing_listens(connect: Connect, account: Account, security: str) -> None:
    with pytest.raises(ServerUnreachable, match=r"takes no connections on port \d+. Check the port"):
        connect(reached_at(account, port=reserve(), security=security), None)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_port_where_nobody_speaks(connect: Connect, account: Account, security: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(ServerUnreachable, match="does not answer"):
            connect(reached_at(account, port=port, security=security), None)


def test_a_file_that_holds_no_certificate(connect: Connect, account: Account, tmp_path: Path) -> None:
    ca_file = tmp_path / "ca.pem"
    for content in ("", "no certificate"):
        ca_file.write_text(content)
        with pytest.raises(TlsFailed, match="Correct MAIL_CA_FILE"):
            connect(reached_at(account, port=reserve()), ca_file)
    with pytest.raises(TlsFailed, match="No such file"):
        connect(reached_at(account, port=reserve()), tmp_path / "missing.pem")


@servers
def test_a_certificate_of_an_unknown_authority_is_not_trusted(connect: Connect, real: Real) -> None:
    for account in (real.account(new_user()), real.by_starttls(new_user())):
        with pytest.raises(TlsFailed, match=r"not to be trusted.*MAIL_CA_FILE"):
            connect(account, None)
        assert real.messages(account.address) == []


@servers
def test_another_authority_does_not_help(connect: Connect, real: Real, tmp_path: Path) -> None:
    other = certificates.make(tmp_path)
    with pytest.raises(TlsFailed, match="not to be trusted"):
        connect(real.account(new_user()), other.ca_file)


@servers
def test_a_certificate_for_another_name_is_not_trusted(
    connect: Connect, real: Real, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *rest, **named: look_up("127.0.0.1", *rest, **named))
    account = replace(real.account(new_user()), smtp_host="mail.example.test", imap_host="mail.example.test")
    with pytest.raises(TlsFailed, match=r"not valid for 'mail.example.test'"):
        connect(account, real.servers.ca_file)


@servers
def test_tls_where_starttls_is_spoken_says_so(connect: Connect, real: Real) -> None:
    account = replace(real.by_starttls(new_user()), smtp_security="tls", imap_security="tls")
    with pytest.raises(TlsFailed, match="Choose STARTTLS instead"):
        connect(account, real.servers.ca_file)


@servers
def test_starttls_where_tls_is_spoken_says_so(connect: Connect, real: Real) -> None:
    account = replace(real.account(new_user()), smtp_security="starttls", imap_security="starttls")
    with pytest.raises(ServerUnreachable, match="TLS instead of STARTTLS"):
        connect(account, real.servers.ca_file)


@servers
def test_nothing_is_sent_in_plain_text(real: Real) -> None:
    """The outside port offers neither encryption nor log-in: our password must not go there."""
    account = replace(real.by_starttls(new_user()), smtp_port=real.servers.relay_port)
    with proxy(real.servers.relay_port) as watched:
        with pytest.raises(TlsFailed, match="offers no encryption"):
            by_smtp(replace(account, smtp_port=watched.port), real.servers.ca_file)
        assert not watched.said(Side.CLIENT, rb"AUTH|MAIL")
    assert real.messages(account.address) == []


@servers
@pytest.mark.parametrize(
    ("port", "offer", "without"),
    [
        ("smtp_port", rb"250-STARTTLS", b"250-8BITMIME\r\n"),
        ("imap_port", rb"\* CAPABILITY", b"* CAPABILITY IMAP4rev1\r\n"),
    ],
)
def test_an_offer_taken_away_on_the_way_ends_the_conversation(
    real: Real, *, port: str, offer: bytes, without: bytes
) -> None:
    """Whoever sits in between can strike STARTTLS out of the offers (RFC 3207, 6)."""
    way = by_smtp if port == "smtp_port" else by_imap
    account = real.by_starttls(new_user())
    fault = faults.replace(Side.SERVER, offer, without)
    with proxy(getattr(real.servers, port), fault) as between:
        if port == "imap_port":
            between.faults.append(faults.replace(Side.SERVER, rb"\* OK \[CAPABILITY", b"* OK hello\r\n"))
        with pytest.raises(TlsFailed, match="offers no encryption"):
            way(moved(account, between.port), real.servers.ca_file)
        assert not between.said(Side.CLIENT, rb"AUTH|MAIL|\S+ LOGIN|\S+ AUTHENTICATE")


@servers
def test_starttls_works(real: Real) -> None:
    account = real.by_starttls(new_user())
    transport, reader = SmtpTransport(real.servers.ca_file), ImapReader(real.servers.ca_file)
    assert isinstance(transport.send(account, account.address, (account.address,), letter()), Handed)
    real.settle()
    with reader.open(account) as session:
        assert session.newest("INBOX").uid == 1
    assert all(result.ok for result in [*transport.check(account), *reader.check(account)])


@servers
@pytest.mark.parametrize("password", ["pâsswörd", 'quote " and \\', "sp ace", "日本語"])
def test_passwords_of_any_letters(real: Real, password: str) -> None:
    user = new_user()
    real.servers.set_password(user, password)
    account = replace(real.account(user), password=password)
    assert isinstance(
        SmtpTransport(real.servers.ca_file).send(account, account.address, (account.address,), letter()),
        Handed,
    )
    with ImapReader(real.servers.ca_file).open(account):
        pass
    for way in (by_smtp, by_imap):
        with pytest.raises(LoginRefused, match="app password"):
            way(replace(account, password="secret"), real.servers.ca_file)


LOGINS = {
    "smtp now": (
        "smtps_port",
        faults.answer(rb"AUTH", b"454 4.7.0 Temporary failure\r\n"),
        ServerUnreachable,
    ),
    "smtp never": ("smtps_port", faults.answer(rb"AUTH", b"535 5.7.8 Wrong\r\n"), LoginRefused),
    "smtp no way": (
        "smtps_port",
        faults.replace(Side.SERVER, rb"250-AUTH", b"250-AUTH GSSAPI\r\n"),
        LoginRefused,
    ),
    "smtp greeting": ("smtps_port", faults.replace(Side.SERVER, rb"220", b"554 No\r\n"), ServerUnreachable),
    "imap cut": (
        "imaps_port",
        faults.cut_before(Side.SERVER, rb"\+", after=rb"\S+ AUTHENTICATE"),
        ServerUnreachable,
    ),
    "imap greeting": (
        "imaps_port",
        faults.replace(Side.SERVER, rb"\* OK", b"* BYE Too busy\r\n"),
        ServerUnreachable,
    ),
}


@servers
@pytest.mark.parametrize("what", LOGINS)
def test_only_a_refused_log_in_is_called_one(real: Real, what: str) -> None:
    port, fault, error = LOGINS[what]
    with proxy(getattr(real.servers, port), fault, tls=real.servers.certificates) as between:
        account = moved(real.account(new_user()), between.port)
        with pytest.raises(error):
            (by_smtp if port == "smtps_port" else by_imap)(account, real.servers.ca_file)


@servers
def test_log_in_by_the_older_way(real: Real) -> None:
    fault = faults.replace(Side.SERVER, rb"250-AUTH", b"250-AUTH LOGIN\r\n")
    with proxy(real.servers.smtps_port, fault, tls=real.servers.certificates) as between:
        account = replace(real.account(new_user()), smtp_port=between.port)
        by_smtp(account, real.servers.ca_file)
        assert between.said(Side.CLIENT, rb"AUTH LOGIN")
    assert len(real.messages(account.address)) == 1


@servers
def test_log_in_by_the_older_way_of_imap(real: Real) -> None:
    user = new_user()
    real.servers.set_password(user, 'quote " and \\')
    strike_out = [
        faults.replace(Side.SERVER, rb"\* OK \[CAPABILITY", b"* OK hello\r\n"),
        faults.replace(Side.SERVER, rb"\* CAPABILITY", b"* CAPABILITY IMAP4rev1\r\n"),
    ]
    with proxy(real.servers.imaps_port, *strike_out, tls=real.servers.certificates) as between:
        account = replace(real.account(user), password='quote " and \\', imap_port=between.port)
        by_imap(account, real.servers.ca_file)
        assert between.said(Side.CLIENT, rb"\S+ LOGIN")


@servers
@pytest.mark.parametrize(
    ("change", "failing"),
    [
        ({"smtp_host": "nowhere.invalid"}, [CheckStep.SMTP_CONNECT]),
        ({"imap_host": "nowhere.invalid"}, [CheckStep.IMAP_CONNECT]),
        ({"password": "guessed"}, [CheckStep.SMTP_LOGIN, CheckStep.IMAP_LOGIN]),
        ({"address": "no address"}, [CheckStep.SMTP_SENDER]),
        ({"sent_folder": "Nowhere"}, [CheckStep.IMAP_SENT]),
    ],
)
def test_a_check_names_the_step_that_fails(
    real: Real, *, change: dict[str, str], failing: list[CheckStep]
) -> None:
    account = replace(real.account(new_user()), **change)  # type: ignore[arg-type]  # each names a text field
    results = [
        *SmtpTransport(real.servers.ca_file).check(account),
        *ImapReader(real.servers.ca_file).check(account),
    ]
    assert [result.step for result in results if not result.ok] == failing
    assert all(result.sentence.endswith(".") for result in results)


def test_the_authorities_are_loaded_once() -> None:
    assert trusting(None) is trusting(None)


def test_what_a_server_says_becomes_one_short_line() -> None:
    assert quoted(b"5.7.1 Not\r\n\x1b[31m here \xff") == "“5.7.1 Not [31m here �”"
    assert len(quoted("x" * 10_000)) < 400
    assert quoted(b"\r\n") == "nothing"


@pytest.mark.parametrize(
    "error",
    [ConnectionResetError(104, "Connection reset by peer"), OSError(113, "No route to host"), OSError()],
)
def test_any_error_of_the_system_has_its_sentence(error: OSError) -> None:
    met = cannot_connect(error, host="mail.example.test", port=465, security="tls")
    assert isinstance(met, MailError)
    assert "mail.example.test" in str(met)
    assert "()" not in str(met)
