"""Small messages for the tests of mail."""

from itertools import count

_number = count(1)


def new_id() -> str:
    return f"<letter-{next(_number)}.0123456789abcdef@example.test>"


def letter(message_id: str = "", *, subject: str = "Good morning", text: str = "Hello.") -> bytes:
    lines = (
        "From: Ana <ana@example.test>",
        "To: Bo <bo@example.test>",
        f"Subject: {subject}",
        f"Message-ID: {message_id or new_id()}",
        "",
        text,
        "",
    )
    return "\r\n".join(lines).encode()
