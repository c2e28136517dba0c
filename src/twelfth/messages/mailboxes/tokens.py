"""The tokens of a mailbox as they are stored. Pure."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from twelfth.messages.mailboxes.oauth import Tokens

#: Renewed so long before they run out, so that a round of reading or sending never ends half-way.
MARGIN = timedelta(minutes=5)
#: Who renews has so long; afterwards another may. Longer than all the adapter's patience.
RENEWAL = timedelta(seconds=60)
#: A provider that said no is asked again after this: asking at every turn would look like guessing.
ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class StoredTokens:
    """`renewing_until`: some process is renewing them. `refused_at`: the provider no longer renews them."""

    tokens: Tokens
    renewing_until: datetime | None = None
    refused_at: datetime | None = None

    def to_text(self) -> str:
        moments = {
            "expires_at": self.tokens.expires_at,
            "renewing_until": self.renewing_until,
            "refused_at": self.refused_at,
        }
        written = {name: moment.isoformat() for name, moment in moments.items() if moment is not None}
        return json.dumps({"access": self.tokens.access, "refresh": self.tokens.refresh, **written})

    @classmethod
    def from_text(cls, text: str) -> "StoredTokens":
        data = json.loads(text)
        tokens = Tokens(data["access"], data["refresh"], datetime.fromisoformat(data["expires_at"]))
        return cls(tokens, _moment(data.get("renewing_until")), _moment(data.get("refused_at")))

    def is_being_renewed(self, *, now: datetime) -> bool:
        return self.renewing_until is not None and now < self.renewing_until

    def is_refused(self, *, now: datetime) -> bool:
        return self.refused_at is not None and now < self.refused_at + ASK_AGAIN

    def claimed(self, *, now: datetime) -> "StoredTokens":
        return replace(self, renewing_until=now + RENEWAL)

    def freed(self, *, refused_at: datetime | None = None) -> "StoredTokens":
        return replace(self, renewing_until=None, refused_at=refused_at)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
