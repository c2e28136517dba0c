"""allauth's forms in our words: one label says what belongs in a field, and no placeholder repeats it."""

from typing import Any

from allauth.account import forms

_LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "oldpassword": "The password you have",
    "password1": "The new password",
    "password2": "The new password once more",
}


class _InOurWords:
    """Relabels what allauth puts into a form; the fields themselves, their checks and limits stay its own."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = _LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = "Ten characters or more; a few words are good."


class LoginForm(_InOurWords, forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    pass


class ResetPasswordForm(_InOurWords, forms.ResetPasswordForm):  # type: ignore[misc]  # as above
    pass


class ResetPasswordKeyForm(_InOurWords, forms.ResetPasswordKeyForm):  # type: ignore[misc]  # as above
    pass


class ChangePasswordForm(_InOurWords, forms.ChangePasswordForm):  # type: ignore[misc]  # as above
    pass


class ReauthenticateForm(_InOurWords, forms.ReauthenticateForm):  # type: ignore[misc]  # as above
    pass
