"""The field for files that go with an e-mail."""

import mimetypes
from typing import Any

from django import forms

from twelfth.messages.compose import Enclosed

MOST = 10
MOST_BYTES = 10 * 1024 * 1024


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as a letter takes them: a tuple of Enclosed."""

    widget = FilesInput

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=FilesInput(attrs={"multiple": True}), **options)

    def clean(self, data: Any, initial: Any = None) -> tuple[Enclosed, ...]:
        uploads = [upload for upload in data or () if upload]
        if len(uploads) > MOST:
            raise forms.ValidationError(
                f"These are {len(uploads)} files, and {MOST} can go with an e-mail. Put them into one archive."
            )
        size = sum(upload.size for upload in uploads)
        if size > MOST_BYTES:
            raise forms.ValidationError(
                f"The files have {size / 1024 / 1024:.1f} MB together, and many mailboxes take no more than "
                f"{MOST_BYTES // 1024 // 1024}. Send a link to the large ones."
            )
        return tuple(_enclosed(super(FilesField, self).clean(upload, initial)) for upload in uploads)


def _enclosed(upload: Any) -> Enclosed:
    # By its name: what a browser says of it is a guess too, and anybody's to choose.
    kind, _ = mimetypes.guess_type(upload.name)
    return Enclosed(upload.name, kind or "application/octet-stream", upload.read())
