"""How the mailboxes of well-known providers are reached: what they say on their own help pages. Pure facts.

No entry is ever without encryption: "tls" is from the first byte, "starttls" before anything else is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from twelfth.messages.mailboxes.oauth import Provider


@dataclass(frozen=True, slots=True)
class Server:
    """Where one protocol is spoken. Security: "tls" or "starttls"."""

    host: str
    port: int
    security: str = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """`domains` are those of its own addresses, `mx` the ends of the names of its servers that take mail in.

    `advice` says in one sentence which password it wants, where that is not the usual one.
    """

    name: str
    imap: Server
    smtp: Server
    domains: tuple[str, ...] = ()
    mx: tuple[str, ...] = ()
    sent_saved_by_server: bool = False
    provider: Provider | None = None
    advice: str = ""


_FOR_GOOGLE = (
    "Google wants an app password of 16 letters in place of your own. Switch on two-step verification in your "
    "Google account, then make one at myaccount.google.com/apppasswords."
)
_FOR_MICROSOFT = "Microsoft no longer lets programs in with a password. Use “Connect with Microsoft”."
_SWITCH_ON = (
    "Switch on IMAP and SMTP first: in the web mailer under Settings, POP3/IMAP. With two-factor log-in, make an "
    "app password there."
)


def _app_password(name: str, where: str) -> str:
    return f"{name} wants an app password in place of your own. Make one {where}."


def _on(
    host: str, *domains: str, smtp: str = "", mx: tuple[str, ...] = (), name: str, advice: str = ""
) -> Preset:
    """Both with TLS on the usual ports."""
    return Preset(
        name=name,
        imap=Server(host, 993),
        smtp=Server(smtp or host, 465),
        domains=domains,
        mx=mx,
        advice=advice,
    )


_MICROSOFT_DOMAINS = tuple(
    f"{name}.{end}"
    for name in ("outlook", "hotmail", "live", "msn")
    for end in (
        "com", "de", "fr", "it", "es", "at", "be", "nl", "dk", "se", "no", "ie", "pt", "cz", "hu", "com.br", "com.au",
        "co.uk", "co.jp", "ca", "jp", "in", "cl", "com.ar", "com.mx",
    )
)  # fmt: skip
_YAHOO_DOMAINS = (
    *(
        f"yahoo.{end}"
        for end in (
            "com", "de", "fr", "it", "es", "co.uk", "ie", "at", "be", "nl", "pl", "se", "no", "dk", "fi", "gr", "ro",
            "pt", "ca", "com.br", "com.mx", "com.ar", "com.au", "co.in", "in", "co.id", "com.ph", "com.sg", "com.tr",
        )
    ),
    "ymail.com",
    "rocketmail.com",
)  # fmt: skip

PRESETS: tuple[Preset, ...] = (
    Preset(
        name="Google",
        imap=Server("imap.gmail.com", 993),
        smtp=Server("smtp.gmail.com", 465),
        domains=("gmail.com", "googlemail.com"),
        mx=("google.com", "googlemail.com", "psmtp.com"),
        sent_saved_by_server=True,
        provider=Provider.GOOGLE,
        advice=_FOR_GOOGLE,
    ),
    # Before the one for companies: the addresses of its own domains use another server for sending.
    Preset(
        name="Outlook.com",
        imap=Server("outlook.office365.com", 993),
        smtp=Server("smtp-mail.outlook.com", 587, "starttls"),
        domains=_MICROSOFT_DOMAINS,
        sent_saved_by_server=True,
        provider=Provider.MICROSOFT,
        advice=_FOR_MICROSOFT,
    ),
    Preset(
        name="Microsoft 365",
        imap=Server("outlook.office365.com", 993),
        smtp=Server("smtp.office365.com", 587, "starttls"),
        mx=("mail.protection.outlook.com", "mx.microsoft"),
        sent_saved_by_server=True,
        provider=Provider.MICROSOFT,
        advice=_FOR_MICROSOFT,
    ),
    Preset(
        name="iCloud",
        imap=Server("imap.mail.me.com", 993),
        smtp=Server("smtp.mail.me.com", 587, "starttls"),
        domains=("icloud.com", "me.com", "mac.com"),
        mx=("mail.icloud.com",),
        advice=_app_password("iCloud", "at account.apple.com under Sign-In and Security, App-Specific Passwords"),
    ),
    _on(
        "imap.mail.yahoo.com",
        *_YAHOO_DOMAINS,
        smtp="smtp.mail.yahoo.com",
        mx=("yahoodns.net",),
        name="Yahoo",
        advice=_app_password("Yahoo", "in your Yahoo account under Security"),
    ),
    _on(
        "imap.aol.com",
        "aol.com",
        "aim.com",
        smtp="smtp.aol.com",
        name="AOL",
        advice=_app_password("AOL", "in your AOL account under Security"),
    ),
    _on(
        "imap.fastmail.com",
        "fastmail.com",
        "fastmail.fm",
        smtp="smtp.fastmail.com",
        mx=("messagingengine.com",),
        name="Fastmail",
        advice=_app_password("Fastmail", "under Settings, Privacy & Security, Manage app passwords"),
    ),
    _on("imap.gmx.net", "gmx.net", "gmx.de", "gmx.at", "gmx.ch", "gmx.eu", smtp="mail.gmx.net", mx=("gmx.net",),
        name="GMX", advice=_SWITCH_ON),
    _on("imap.gmx.com", "gmx.com", "gmx.us", "gmx.co.uk", "gmx.fr", "gmx.es", smtp="mail.gmx.com", name="GMX",
        advice=_SWITCH_ON),
    _on("imap.web.de", "web.de", smtp="smtp.web.de", name="WEB.DE", advice=_SWITCH_ON),
    _on("imap.mail.com", "mail.com", "email.com", smtp="smtp.mail.com", name="mail.com"),
    _on("imap.mailbox.org", "mailbox.org", smtp="smtp.mailbox.org", mx=("mailbox.org",), name="mailbox.org"),
    _on("posteo.de", "posteo.de", "posteo.net", "posteo.eu", "posteo.at", "posteo.ch", mx=("posteo.de",),
        name="Posteo"),
    _on("imap.zoho.com", "zoho.com", "zohomail.com", smtp="smtp.zoho.com", name="Zoho",
        advice=_app_password("Zoho with two-factor log-in", "at accounts.zoho.com under Security")),
    _on("imap.zoho.eu", "zoho.eu", "zohomail.eu", smtp="smtp.zoho.eu", name="Zoho",
        advice=_app_password("Zoho with two-factor log-in", "at accounts.zoho.eu under Security")),
    _on("imappro.zoho.com", smtp="smtppro.zoho.com", mx=("zoho.com",), name="Zoho",
        advice=_app_password("Zoho with two-factor log-in", "at accounts.zoho.com under Security")),
    _on("imappro.zoho.eu", smtp="smtppro.zoho.eu", mx=("zoho.eu",), name="Zoho",
        advice=_app_password("Zoho with two-factor log-in", "at accounts.zoho.eu under Security")),
    _on("imap.ionos.de", "online.de", "onlinehome.de", smtp="smtp.ionos.de", mx=("kundenserver.de", "ionos.de"),
        name="IONOS"),
    _on("imap.ionos.com", smtp="smtp.ionos.com", mx=("ionos.com", "1and1.com"), name="IONOS"),
    _on("imap.ionos.co.uk", smtp="smtp.ionos.co.uk", mx=("ionos.co.uk", "1and1.co.uk"), name="IONOS"),
    _on("imap.ionos.fr", smtp="smtp.ionos.fr", mx=("ionos.fr", "1and1.fr"), name="IONOS"),
    _on("imap.ionos.es", smtp="smtp.ionos.es", mx=("ionos.es", "1and1.es"), name="IONOS"),
    _on("imap.ionos.it", smtp="smtp.ionos.it", mx=("ionos.it", "1and1.it"), name="IONOS"),
    _on("ssl0.ovh.net", smtp="ssl0.ovh.net", mx=("mail.ovh.net",), name="OVH"),
    _on("mail.infomaniak.com", "ik.me", "etik.com", mx=("infomaniak.ch",), name="Infomaniak"),
    _on("imap.strato.de", smtp="smtp.strato.de", mx=("rzone.de",), name="STRATO"),
    _on("mail.your-server.de", mx=("your-server.de",), name="Hetzner"),
    _on("mail.gandi.net", mx=("mail.gandi.net",), name="Gandi"),
    _on("imap.migadu.com", smtp="smtp.migadu.com", mx=("migadu.com",), name="Migadu"),
    _on("secure.emailsrvr.com", mx=("emailsrvr.com",), name="Rackspace"),
    _on("mail.privateemail.com", mx=("privateemail.com",), name="Namecheap Private Email"),
    _on("imap.hostinger.com", smtp="smtp.hostinger.com", mx=("hostinger.com",), name="Hostinger"),
    _on("imap.one.com", smtp="send.one.com", mx=("one.com",), name="one.com"),
    _on("imap.yandex.com", "yandex.com", "yandex.ru", "yandex.kz", "yandex.by", "ya.ru", smtp="smtp.yandex.com",
        mx=("yandex.net", "yandex.ru"), name="Yandex",
        advice=_app_password("Yandex", "at id.yandex.com, and switch on IMAP in the mailer's settings")),
    _on("imap.mail.ru", "mail.ru", "inbox.ru", "list.ru", "bk.ru", smtp="smtp.mail.ru", mx=("mail.ru",),
        name="Mail.ru", advice=_app_password("Mail.ru", "in your account under Security")),
    _on("imap.seznam.cz", "seznam.cz", "email.cz", "post.cz", smtp="smtp.seznam.cz", mx=("seznam.cz",),
        name="Seznam"),
    _on("secureimap.t-online.de", "t-online.de", "magenta.de", smtp="securesmtp.t-online.de", name="Telekom",
        advice=_app_password("Telekom", "in the customer centre under E-mail password")),
    _on("imap.orange.fr", "orange.fr", "wanadoo.fr", smtp="smtp.orange.fr", name="Orange"),
    _on("imap.free.fr", "free.fr", smtp="smtp.free.fr", name="Free"),
    _on("imap.laposte.net", "laposte.net", smtp="smtp.laposte.net", name="La Poste"),
    _on("imapmail.libero.it", "libero.it", smtp="smtp.libero.it", name="Libero"),
    Preset(
        name="Proton Mail Bridge",
        imap=Server("127.0.0.1", 1143, "starttls"),
        smtp=Server("127.0.0.1", 1025, "starttls"),
        domains=("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
        mx=("protonmail.ch",),
        sent_saved_by_server=True,
        advice=(
            "Proton Mail is reached through its Bridge, which has to run on the machine of Twelfth: use the password "
            "that Bridge shows, and name its exported certificate in MAIL_CA_FILE."
        ),
    ),
)  # fmt: skip

_BY_DOMAIN = {domain: preset for preset in PRESETS for domain in preset.domains}
_BY_MX = {end: preset for preset in PRESETS for end in preset.mx}
_BY_HOST = {server.host: preset for preset in reversed(PRESETS) for server in (preset.imap, preset.smtp)}


def of_domain(domain: str) -> Preset | None:
    """The provider whose own addresses end so."""
    return _BY_DOMAIN.get(domain.lower())


def of_mx(hosts: Iterable[str]) -> Preset | None:
    """The provider that takes in the mail of a domain with these MX records, in their order."""
    for host in hosts:
        labels = host.lower().rstrip(".").split(".")
        for start in range(len(labels)):
            if (found := _BY_MX.get(".".join(labels[start:]))) is not None:
                return found
    return None


def of_host(host: str) -> Preset | None:
    """The provider that this server for reading or sending belongs to."""
    return _BY_HOST.get(host.lower().rstrip("."))


def for_companies(provider: Provider) -> Preset:
    """How a provider is reached by the addresses of a company's own domain."""
    return next(preset for preset in PRESETS if preset.provider == provider and preset.mx)
