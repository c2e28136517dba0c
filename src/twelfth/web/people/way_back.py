"""The way back to something of a person that was removed.

Nothing of it is kept here: the address of the undo carries it, encrypted, so that it stands in no log.
"""

import json
from typing import Any

from django.conf import settings
from django.http import Http404

from twelfth.settings import keys


def locked(person_id: int, values: dict[str, Any]) -> str:
    return keys.vault(settings.TWELFTH.data_dir).lock(json.dumps({"person": person_id, **values}))


def unlocked(text: str, person_id: int) -> dict[str, Any]:
    """The values. Raises Http404 for what was not made here, or for somebody else."""
    try:
        values: dict[str, Any] = json.loads(keys.vault(settings.TWELFTH.data_dir).unlock(text))
    except keys.CredentialsUnreadable as error:
        raise Http404 from error
    if values.pop("person", None) != person_id:
        raise Http404
    return values
