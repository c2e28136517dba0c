"""The configuration files of the mail servers, as texts, in both of Dovecot's dialects (2.3 and 2.4)."""

from dataclasses import dataclass
from pathlib import Path

from tests.servers.certificates import Certificates

DOMAIN = "example.test"
PASSWORD = "secret"

#: Refused by the server while the message is handed over, for good and for now.
UNKNOWN_USER = f"unknown@{DOMAIN}"
BUSY_USER = f"busy@{DOMAIN}"
#: Accepted, and returned by a bounce message a moment later.
GONE_USER = f"gone@{DOMAIN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """TCP ports on 127.0.0.1.

    `relay` is where the outside world delivers: no TLS, no log-in. `elsewhere` stands for all other servers
    there are, and refuses every recipient.
    """

    smtp: int
    smtps: int
    relay: int
    imap: int
    imaps: int
    lmtp: int
    auth: int
    elsewhere: int
    #: Where Dovecot asks about tokens (tests/servers/oauth.py).
    oauth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The account that owns the mailboxes on disk."""

    uid: int
    gid: int


def postfix_main(folder: Path, ports: Ports, certificates: Certificates, daemons: str) -> str:
    lines = {
        "compatibility_level": "3.6",
        "queue_directory": folder / "queue",
        "data_directory": folder / "data",
        "command_directory": "/usr/sbin",
        "daemon_directory": daemons,
        "mail_owner": "postfix",
        "setgid_group": "postdrop",
        "maillog_file": folder / "postfix.log",
        "maillog_file_prefixes": folder,
        "myhostname": f"mail.{DOMAIN}",
        "mydestination": "",
        "inet_interfaces": "127.0.0.1",
        "inet_protocols": "ipv4",
        "mynetworks": "127.0.0.0/8",
        "alias_maps": "",
        "alias_database": "",
        "local_recipient_maps": "",
        "virtual_mailbox_domains": DOMAIN,
        "virtual_mailbox_maps": "",
        "virtual_transport": f"lmtp:inet:127.0.0.1:{ports.lmtp}",
        # Not the transport "error": to that one smtpd refuses recipients at once, without a bounce.
        "transport_maps": f"inline:{{ {{ {GONE_USER} = smtp:[127.0.0.1]:{ports.elsewhere} }} }}",
        "default_transport": f"smtp:[127.0.0.1]:{ports.elsewhere}",
        # A killed process is started again at once; by default its service rests for a minute.
        "service_throttle_time": "1s",
        "smtp_dns_support_level": "disabled",
        "smtpd_relay_restrictions": "permit_mynetworks, permit_sasl_authenticated, reject",
        "smtpd_recipient_restrictions": (
            f"check_recipient_access inline:{{ "
            f"{{ {UNKNOWN_USER} = 550 5.1.1 No such user here }}, "
            f"{{ {BUSY_USER} = 451 4.3.2 Come back later }} }}, permit"
        ),
        "smtpd_tls_cert_file": certificates.cert_file,
        "smtpd_tls_key_file": certificates.key_file,
        "smtpd_sasl_type": "dovecot",
        "smtpd_sasl_path": f"inet:127.0.0.1:{ports.auth}",
        "smtpd_sasl_security_options": "noanonymous",
        "message_size_limit": 30 * 1024 * 1024,
        # Politeness towards strangers that only slows tests down.
        "smtpd_error_sleep_time": "0",
        "in_flow_delay": "0",
        "minimal_backoff_time": "1s",
        "maximal_backoff_time": "5s",
        "queue_run_delay": "1s",
    }
    return "".join(f"{key} = {value}\n" for key, value in lines.items())


def postfix_master(ports: Ports) -> str:
    submission = " -o smtpd_sasl_auth_enable=yes -o smtpd_relay_restrictions=permit_sasl_authenticated,reject"
    return (
        f"127.0.0.1:{ports.relay} inet n - n - - smtpd -o smtpd_tls_security_level=none\n"
        f"127.0.0.1:{ports.smtp} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt{submission}\n"
        f"127.0.0.1:{ports.smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes{submission}\n"
        # By another name: a server that greets with our own would be a loop.
        f"127.0.0.1:{ports.elsewhere} inet n - n - - smtpd -o myhostname=mx.elsewhere.test"
        " -o { smtpd_recipient_restrictions = check_recipient_access static:{550 5.1.1 No such mailbox} }\n"
        + _POSTFIX_SERVICES
    )


_POSTFIX_SERVICES = """\
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def dovecot(
    folder: Path, ports: Ports, certificates: Certificates, owner: Owner, version: tuple[int, int]
) -> str:
    both = _DOVECOT_BOTH.format(folder=folder)
    if version >= (2, 4):
        # From 2.4 on, a file has to begin by naming its dialect.
        named = "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n"
        return named + both + _dovecot_2_4(folder, ports, certificates, owner)
    return both + _dovecot_2_3(folder, ports, certificates, owner)


_DOVECOT_BOTH = """\
base_dir = {folder}/run
state_dir = {folder}/run/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
ssl = required
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 1000
"""

# Listeners and folders. {address} is the one word in which the dialects differ here.
_DOVECOT_SERVICES = """\
service imap-login {{
  inet_listener imap {{
    {address} = 127.0.0.1
    port = {ports.imap}
  }}
  inet_listener imaps {{
    {address} = 127.0.0.1
    port = {ports.imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    {address} = 127.0.0.1
    port = {ports.lmtp}
  }}
}}
service auth {{
  inet_listener sasl {{
    {address} = 127.0.0.1
    port = {ports.auth}
  }}
}}
# Without this, wrong passwords in one test slow down the log-in of the next.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
"""


def _dovecot_2_3(folder: Path, ports: Ports, certificates: Certificates, owner: Owner) -> str:
    return f"""\
listen = 127.0.0.1
disable_plaintext_auth = yes
auth_username_format = %Lu
ssl_cert = <{certificates.cert_file}
ssl_key = <{certificates.key_file}
mail_location = maildir:{folder}/mail/%u
mail_uid = {owner.uid}
mail_gid = {owner.gid}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/dovecot-oauth2.conf
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/passwords
}}
passdb {{
  driver = passwd-file
  deny = yes
  args = scheme=PLAIN {folder}/passwords
}}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner.uid} gid={owner.gid} home={folder}/mail/%u allow_all_users=yes
}}
""" + _DOVECOT_SERVICES.format(address="address", ports=ports)


def dovecot_oauth2(ports: Ports) -> str:
    """The file beside it that 2.3 reads; 2.4 has it in its own."""
    return (
        f"introspection_url = http://127.0.0.1:{ports.oauth}/introspect\n"
        "introspection_mode = post\n"
        "username_attribute = email\n"
        "active_attribute = active\n"
        "active_value = true\n"
    )


def _dovecot_2_4(folder: Path, ports: Ports, certificates: Certificates, owner: Owner) -> str:
    return f"""\
auth_allow_cleartext = no
auth_username_format = %{{user | lower}}
ssl_server_cert_file = {certificates.cert_file}
ssl_server_key_file = {certificates.key_file}
mail_driver = maildir
mail_path = {folder}/mail/%{{user}}
mail_uid = {owner.uid}
mail_gid = {owner.gid}
oauth2 {{
  introspection_url = http://127.0.0.1:{ports.oauth}/introspect
  introspection_mode = post
  username_attribute = email
  active_attribute = active
  active_value = true
}}
passdb oauth2 {{
  mechanisms_filter = xoauth2 oauthbearer
}}
passdb own {{
  driver = passwd-file
  default_password_scheme = PLAIN
  passwd_file_path = {folder}/passwords
}}
passdb not-the-common-one {{
  driver = passwd-file
  deny = yes
  passwd_file_path = {folder}/passwords
}}
passdb static {{
  password = {PASSWORD}
}}
userdb static {{
  fields {{
    uid = {owner.uid}
    gid = {owner.gid}
    home = {folder}/mail/%{{user}}
  }}
  allow_all_users = yes
}}
""" + _DOVECOT_SERVICES.format(address="listen", ports=ports)
