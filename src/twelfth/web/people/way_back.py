"""The way back to something of a person or a company that was removed or changed.

Nothing of it is kept here: the address of the undo carries it, encrypted, so that it stands in no log.
"""

import json
from typing import Any

from django.conf import settings
from django.http import Http404

from twelfth.settings import keys


def locked(pk: int, values: dict[str, Any], *, of: str = "person") -> str:
    return keys.vault(settings.TWELFTH.data_dir).lock(json.dumps({of: pk, **values}))


def unlocked(text: str, pk: int, *, of: str = "person") -> dict[str, Any]:
    """The values. Raises Http404 for what was not made here, or for somebody else."""
    try:
        values: dict[str, Any] = json.loads(keys.vault(settings.TWELFTH.data_dir).unlock(text))
    except keys.CredentialsUnreadable as error:
        raise Http404 from error
    if values.pop(of, None) != pk:
        raise Http404
    return values
