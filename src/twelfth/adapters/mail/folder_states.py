"""How the folders of a mailbox stand, without opening them: STATUS (RFC 3501), all in one question where the server
knows LIST-STATUS (RFC 5819)."""

from collections.abc import Iterable
from typing import Any

from imapclient import IMAPClient
from imapclient.imap_utf7 import decode
from imapclient.response_parser import parse_response

from twelfth.messages.ports import FolderState

_ITEMS = ("UIDVALIDITY", "UIDNEXT")


def state_of(client: IMAPClient, folder: str) -> FolderState:
    """Raises the library's errors."""
    return _state(client.folder_status(folder, _wanted(client)))


def states_in_one(client: IMAPClient) -> dict[str, FolderState]:
    """Of all folders that can be opened. The library has no word for this command. Raises its errors."""
    items = " ".join(_wanted(client)).encode()
    typ, data = client._raw_command(b"LIST", [b'""', b'"*"', b"RETURN", b"(STATUS (%s))" % items], uid=False)
    client._checkok("LIST", typ, data)
    client._imap.untagged_responses.pop("LIST", None)
    typ, data = client._imap._untagged_response(typ, data, "STATUS")
    answer = parse_response([item for item in data if item not in (b"", None)])
    return {
        _name(name): _state(_pairs(items)) for name, items in zip(answer[::2], answer[1::2], strict=False)
    }


def _wanted(client: IMAPClient) -> tuple[str, ...]:
    return (*_ITEMS, "HIGHESTMODSEQ") if client.has_capability("CONDSTORE") else _ITEMS


def _name(name: bytes | int) -> str:
    # The library takes a folder named "2024" for a number.
    return str(name) if isinstance(name, int) else str(decode(name))


def _pairs(items: Iterable[Any]) -> dict[bytes, Any]:
    flat = list(items)
    return dict(zip(flat[::2], flat[1::2], strict=False))


def _state(told: dict[bytes, Any]) -> FolderState:
    return FolderState(
        uidvalidity=int(told.get(b"UIDVALIDITY", 0)),
        uidnext=int(told.get(b"UIDNEXT", 0)),
        modseq=int(told.get(b"HIGHESTMODSEQ", 0)),
    )
