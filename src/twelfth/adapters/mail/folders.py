"""Which folder of a mailbox is which. Pure."""

from collections.abc import Iterable

from twelfth.messages.ports import Folder, FolderUse

_FLAGS = {
    b"\\sent": FolderUse.SENT,
    b"\\drafts": FolderUse.DRAFTS,
    b"\\archive": FolderUse.ARCHIVE,
    b"\\all": FolderUse.ALL,
    b"\\junk": FolderUse.JUNK,
    b"\\trash": FolderUse.TRASH,
}
_HOLDS_NO_MESSAGES = frozenset({b"\\noselect", b"\\nonexistent"})

# As mail programs and providers name them where the server does not say. Only a folder without a flag of its
# own is taken by its name, and only when no other has the use already.
_NAMES = {
    FolderUse.SENT: (
        "sent", "sent items", "sent messages", "sent mail", "gesendet", "gesendete elemente",
        "gesendete objekte", "envoyés", "messages envoyés", "éléments envoyés", "enviados",
        "elementos enviados", "mensajes enviados", "itens enviados", "inviati",
        "posta inviata", "verzonden", "verzonden items", "wysłane", "elementy wysłane", "skickat",
        "skickade objekt", "sendt", "sendte elementer", "lähetetyt", "odeslané",
    ),
    FolderUse.DRAFTS: ("drafts", "draft", "entwürfe", "brouillons", "borradores", "bozze", "concepten"),
    FolderUse.ARCHIVE: ("archive", "archives", "archiv", "archivo", "archivio", "archief"),
    FolderUse.JUNK: ("junk", "junk e-mail", "junk email", "spam", "bulk mail", "spamverdacht"),
    FolderUse.TRASH: (
        "trash", "deleted items", "deleted messages", "papierkorb", "gelöschte elemente", "corbeille",
        "éléments supprimés", "papelera", "cestino", "prullenbak",
    ),
}  # fmt: skip
_BY_NAME = {name: use for use, names in _NAMES.items() for name in names}

#: What LIST answers: flags, the character between the levels of a name (if any), the name.
Listed = tuple[tuple[bytes, ...], bytes | None, str]


def recognise(listed: Iterable[Listed]) -> tuple[Folder, ...]:
    """The folders that can hold messages, in the order given, at most one of each use but OTHER."""
    usable = [
        (frozenset(flag.lower() for flag in flags), delimiter, name)
        for flags, delimiter, name in listed
        if not _HOLDS_NO_MESSAGES & frozenset(flag.lower() for flag in flags)
    ]
    uses: dict[str, FolderUse] = {}
    for flags, _, name in usable:
        use = FolderUse.INBOX if name.upper() == "INBOX" else _flagged(flags)
        if use is not None and use not in uses.values():
            uses[name] = use
    for _, delimiter, name in usable:
        use = _BY_NAME.get(_last_part(name, delimiter).casefold())
        if use is not None and name not in uses and use not in uses.values():
            uses[name] = use
    return tuple(Folder(name, uses.get(name, FolderUse.OTHER)) for _, _, name in usable)


def _flagged(flags: frozenset[bytes]) -> FolderUse | None:
    return next((use for flag, use in _FLAGS.items() if flag in flags), None)


def _last_part(name: str, delimiter: bytes | None) -> str:
    return name.rsplit(delimiter.decode(), 1)[-1] if delimiter else name
