"""What the domain of a sender has to say for some well-known providers, as their own help pages give it. Pure facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """`hosts`: the ends of the names of its servers, for sending and for taking in. `include`: what the SPF record
    includes. `selectors`: the usual names of its DKIM keys. `keys`: where those are aliases to be made, selector and
    target, with {domain} in it. `where`: where its DKIM is switched on.
    """

    name: str
    hosts: tuple[str, ...]
    include: str
    selectors: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    where: str = ""


SENDERS = (
    Sender(
        name="Google",
        hosts=("google.com", "googlemail.com", "gmail.com"),
        include="_spf.google.com",
        selectors=("google",),
        where="in Google’s Admin console under Apps, Google Workspace, Gmail, Authenticate email",
    ),
    Sender(
        name="Microsoft",
        hosts=("outlook.com", "office365.com"),
        include="spf.protection.outlook.com",
        selectors=("selector1", "selector2"),
        where="in Microsoft’s Defender portal under Email authentication settings, DKIM",
    ),
    Sender(
        name="Fastmail",
        hosts=("messagingengine.com", "fastmail.com"),
        include="spf.messagingengine.com",
        selectors=("fm1", "fm2", "fm3"),
        keys=tuple((f"fm{n}", f"fm{n}.{{domain}}.dkim.fmhosted.com") for n in (1, 2, 3)),
        where="at Fastmail under Settings, Domains",
    ),
    Sender(
        name="Proton",
        hosts=("protonmail.ch", "proton.me"),
        include="_spf.protonmail.ch",
        selectors=("protonmail", "protonmail2", "protonmail3"),
        where="at Proton under Settings, Domain names",
    ),
    Sender(
        name="iCloud",
        hosts=("icloud.com", "me.com"),
        include="icloud.com",
        selectors=("sig1",),
        where="at iCloud under Custom Email Domain",
    ),
    Sender(
        name="mailbox.org",
        hosts=("mailbox.org",),
        include="mailbox.org",
        selectors=("mbo0001", "mbo0002", "mbo0003", "mbo0004"),
        where="at mailbox.org under Settings, Custom domains",
    ),
    Sender(
        name="Migadu",
        hosts=("migadu.com",),
        include="spf.migadu.com",
        selectors=("key1", "key2", "key3"),
        keys=tuple((f"key{n}", f"key{n}.{{domain}}._domainkey.migadu.com") for n in (1, 2, 3)),
        where="at Migadu under DNS Configuration",
    ),
    Sender(
        name="Gandi",
        hosts=("gandi.net",),
        include="_mailcust.gandi.net",
        selectors=("gm1", "gm2", "gm3"),
        where="at Gandi under Domain names, Email",
    ),
    Sender(name="Infomaniak", hosts=("infomaniak.com", "infomaniak.ch"), include="spf.infomaniak.ch"),
    Sender(name="OVH", hosts=("ovh.net", "ovh.com"), include="mx.ovh.com"),
)

#: Names that keys often have, whoever the provider is.
COMMON_SELECTORS = (
    "google", "selector1", "selector2", "default", "mail", "dkim", "k1", "k2", "s1", "s2", "key1", "mx", "smtp",
    "email", "sig1", "fm1", "protonmail", "zoho", "dkim1", "s1024", "s2048",
)  # fmt: skip


def sender_of(hosts: tuple[str, ...]) -> Sender | None:
    """The provider that one of these servers belongs to; the first that is known."""
    for host in hosts:
        name = host.lower().rstrip(".")
        for sender in SENDERS:
            if any(name == end or name.endswith(f".{end}") for end in sender.hosts):
                return sender
    return None
