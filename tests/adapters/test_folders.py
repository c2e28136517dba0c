"""Which folder is which, as servers of all kinds list them."""

import pytest

from twelfth.adapters.mail.folders import Listed, recognise
from twelfth.messages.ports import FolderUse


def uses(*listed: Listed) -> dict[str, FolderUse]:
    return {folder.name: folder.use for folder in recognise(listed)}


def test_flags_decide() -> None:
    gmail = [
        ((b"\\HasNoChildren",), b"/", "INBOX"),
        ((b"\\HasChildren", b"\\Noselect"), b"/", "[Gmail]"),
        ((b"\\All", b"\\HasNoChildren"), b"/", "[Gmail]/Alle Nachrichten"),
        ((b"\\HasNoChildren", b"\\Sent"), b"/", "[Gmail]/Gesendet"),
        ((b"\\HasNoChildren", b"\\Junk"), b"/", "[Gmail]/Spam"),
        ((b"\\HasNoChildren", b"\\Trash"), b"/", "[Gmail]/Papierkorb"),
        ((b"\\HasNoChildren",), b"/", "Sent"),
    ]
    found = uses(*gmail)
    assert "[Gmail]" not in found
    assert found["INBOX"] == FolderUse.INBOX
    assert found["[Gmail]/Gesendet"] == FolderUse.SENT
    assert found["[Gmail]/Alle Nachrichten"] == FolderUse.ALL
    assert found["Sent"] == FolderUse.OTHER


@pytest.mark.parametrize(
    "name",
    [
        "Sent",
        "Sent Items",
        "INBOX.Sent",
        "INBOX.Sent Messages",
        "Gesendete Elemente",
        "Éléments envoyés",
        "SENT",
    ],
)
def test_names_decide_where_there_are_no_flags(name: str) -> None:
    assert uses(((), b".", "INBOX"), ((), b".", name), ((), b".", "Projects"))[name] == FolderUse.SENT


def test_there_is_one_of_each_use() -> None:
    flagged: list[Listed] = [((b"\\SENT",), b"/", "Out"), ((b"\\Sent",), b"/", "Out2")]
    found = uses(((), b"/", "Sent"), ((), b"/", "Sent Items"), *flagged)
    assert found == {
        "Sent": FolderUse.OTHER,
        "Sent Items": FolderUse.OTHER,
        "Out": FolderUse.SENT,
        "Out2": FolderUse.OTHER,
    }


def test_a_flat_server_and_an_odd_inbox() -> None:
    assert uses(((), None, "Inbox"), ((), None, "Drafts"), ((b"\\NonExistent",), None, "Trash")) == {
        "Inbox": FolderUse.INBOX,
        "Drafts": FolderUse.DRAFTS,
    }
