"""Finding the servers of a mailbox from its address alone. It asks the domain name system, and nobody else.

In this order, the surest first: a provider whose own address it is; a provider that takes in the domain's mail (MX);
what the domain itself says (SRV, RFC 6186 and 8314); what its web server says (the adapter's part, by https); a
guess for a person to check. Nothing is ever proposed without encryption: services that the domain offers in plain text
alone are passed over.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from twelfth.messages.mailboxes import presets
from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.mailboxes.presets import Preset, Server
from twelfth.messages.ports import DnsUnreachable, Resolver


class Source(StrEnum):
    """Where a proposal comes from."""

    PRESET = "preset"
    MX = "mx"
    SRV = "srv"
    AUTOCONFIG = "autoconfig"
    GUESS = "guess"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """How the mailbox is probably reached. `sentence` says to a person where that comes from."""

    source: Source
    sentence: str
    imap: Server
    smtp: Server
    sent_saved_by_server: bool = False
    provider: Provider | None = None
    advice: str = ""


#: What a domain's own web server says: the servers for reading and for sending, or None.
Autoconfig = Callable[[str], tuple[Server, Server] | None]


def discover(address: str, resolver: Resolver, autoconfig: Autoconfig | None = None) -> Proposal:
    """The servers of this address. Never raises: what cannot be asked is as if it were not there."""
    domain = address.rpartition("@")[2].strip().lower().rstrip(".")
    if (preset := presets.of_domain(domain)) is not None:
        return _of_preset(preset, Source.PRESET, f"This is an address of {preset.name}.")
    try:
        hosts = tuple(record.host for record in resolver.mx(domain) if record.host)
        if (preset := presets.of_mx(hosts)) is not None:
            return _of_preset(preset, Source.MX, f"{preset.name} takes in the mail of {domain}.")
        imap = _service(domain, (("_imaps._tcp", "tls"), ("_imap._tcp", "starttls")), resolver)
        smtp = _service(domain, (("_submissions._tcp", "tls"), ("_submission._tcp", "starttls")), resolver)
    except DnsUnreachable:
        sentence = "Names on the internet cannot be looked up now, so these are a guess."
        return _guess(domain, (), None, None, sentence)
    if imap and smtp:
        return _named(
            Proposal(source=Source.SRV, sentence=f"{domain} names these itself.", imap=imap, smtp=smtp)
        )
    if autoconfig is not None and (told := autoconfig(domain)) is not None:
        sentence = f"The web server of {domain} names these."
        return _named(
            Proposal(source=Source.AUTOCONFIG, sentence=sentence, imap=imap or told[0], smtp=smtp or told[1])
        )
    sentence = f"We do not know the provider of {domain}, so these are a guess."
    return _guess(domain, hosts, imap, smtp, sentence)


def _guess(
    domain: str, hosts: tuple[str, ...], imap: Server | None, smtp: Server | None, sentence: str
) -> Proposal:
    """A server that takes in the mail of its own domain mostly keeps it, too."""
    own = [host for host in hosts if host == domain or host.endswith(f".{domain}")]
    host = own[0] if own else f"mail.{domain}"
    return Proposal(
        source=Source.GUESS,
        sentence=f"{sentence} Your provider's help page has the right ones: look for IMAP and SMTP.",
        imap=imap or Server(host, 993),
        smtp=smtp or Server(host, 465),
    )


def _of_preset(preset: Preset, source: Source, sentence: str) -> Proposal:
    return Proposal(
        source=source,
        sentence=sentence,
        imap=preset.imap,
        smtp=preset.smtp,
        sent_saved_by_server=preset.sent_saved_by_server,
        provider=preset.provider,
        advice=preset.advice,
    )


def _named(proposal: Proposal) -> Proposal:
    """With what we know of the provider whose server it names."""
    preset = presets.of_host(proposal.imap.host)
    if preset is None:
        return proposal
    return replace(
        proposal,
        sent_saved_by_server=preset.sent_saved_by_server,
        provider=preset.provider,
        advice=preset.advice,
    )


def _service(domain: str, names: tuple[tuple[str, str], ...], resolver: Resolver) -> Server | None:
    """The first of these services that the domain offers, each with its security. Raises DnsUnreachable."""
    for name, security in names:
        found = [record for record in resolver.srv(f"{name}.{domain}") if record.host and record.port]
        if found:
            return Server(found[0].host, found[0].port, security)
    return None
