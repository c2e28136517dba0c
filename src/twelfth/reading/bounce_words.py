"""What mail servers say when they refuse, in the order in which it is looked for. See `bounce_reason`.

Each entry is a reason and the phrases that tell it, one a line, as regular expressions over folded text on one
line without codes and addresses. Earlier entries are the more telling ones: a refusal that names both a block
list and an unknown user is about the list.
"""

import re

from twelfth.reading.bounce_words_recipient import (
    DISABLED,
    MAILBOX_FULL,
    MOVED,
    NO_MAIL_DOMAIN,
    NO_SUCH_DOMAIN,
    NO_SUCH_USER,
    OVER_LIMIT,
    TOO_LARGE,
)
from twelfth.reading.bounce_words_sender import (
    CONTENT,
    LISTED,
    NO_REVERSE_NAME,
    POLICY,
    REFUSED,
    RELAYING,
    SENDER_REFUSED,
    SPAM,
    TOO_FAST,
    UNAUTHENTICATED,
    VIRUS,
)
from twelfth.reading.bounce_words_server import (
    EXPIRED,
    HUNG_UP,
    PROGRAM_FAILED,
    SERVER_ERROR,
    SERVER_FULL,
    SYNTAX,
    UNREACHABLE,
)
from twelfth.reading.fold import any_of

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(any_of(phrases)))
    for name, phrases in (
        ("too_fast", TOO_FAST),
        ("mailbox_full", MAILBOX_FULL),
        ("no_mail_domain", NO_MAIL_DOMAIN),
        ("unauthenticated", UNAUTHENTICATED),
        ("no_reverse_name", NO_REVERSE_NAME),
        ("listed", LISTED),
        ("virus", VIRUS),
        ("spam", SPAM),
        ("disabled", DISABLED),
        ("moved", MOVED),
        ("sender_refused", SENDER_REFUSED),
        ("too_large", TOO_LARGE),
        ("over_limit", OVER_LIMIT),
        ("content", CONTENT),
        ("policy", POLICY),
        ("server_full", SERVER_FULL),
        ("server_error", PROGRAM_FAILED),
        ("no_such_domain", NO_SUCH_DOMAIN),
        ("no_such_user", NO_SUCH_USER),
        ("relaying", RELAYING),
        ("expired", EXPIRED),
        ("hung_up", HUNG_UP),
        ("unreachable", UNREACHABLE),
        ("server_error", SERVER_ERROR),
        ("syntax", SYNTAX),
        ("refused", REFUSED),
    )
)
