"""The first visit: whoever sees what `start` prints is the owner, nobody else who finds the address."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from twelfth.accounts.models import Workspace


def first_visit_token() -> str | None:
    """The token while there is no workspace yet; None afterwards. It needs no storage: the secret key makes it."""
    if Workspace.objects.exists():
        return None
    return salted_hmac("twelfth.first-visit", str(settings.TWELFTH.data_dir), algorithm="sha256").hexdigest()[
        :20
    ]


def is_valid(token: str) -> bool:
    expected = first_visit_token()
    return expected is not None and constant_time_compare(token, expected)
