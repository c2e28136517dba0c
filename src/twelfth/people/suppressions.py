"""The hash under which an address stays on the suppression list when everything else of it is gone."""

from django.utils.crypto import salted_hmac


def address_hash(workspace_id: int, value: str) -> str:
    """A keyed hash (SHA-256, hex) of a normalised address; the same address differs between workspaces."""
    return salted_hmac(f"twelfth.suppression.{workspace_id}", value, algorithm="sha256").hexdigest()
