"""Founding a workspace: with its owner and the cadences that are shipped."""

from datetime import datetime

from django.db import transaction

from twelfth.accounts.actions import Newcomer, found_workspace
from twelfth.accounts.actor import Actor
from twelfth.cadences.actions import install
from twelfth.cadences.shipped import shipped


@transaction.atomic
def found(*, name: str, founder: Newcomer, now: datetime) -> Actor:
    """Raises AddressTaken, PasswordTooWeak."""
    by = found_workspace(name=name, founder=founder, now=now)
    for key in shipped.KEYS:
        install(by, key, now=now)
    return by
