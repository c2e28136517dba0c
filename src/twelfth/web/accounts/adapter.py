"""How allauth behaves here: nobody signs up; one is invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and this password do not belong together. Try once more, "
        "or set a new password.",
        "incorrect_password": "This is not your password. Try once more.",
        "enter_current_password": "This is not the password you have. Try once more.",
        "rate_limited": "Too many tries. Wait five minutes, then try once more.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try once more.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's signature)
        return False
