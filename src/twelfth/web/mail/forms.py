"""The mailbox's form. Checking it against the real servers is the view's."""

from typing import Any

from django import forms

from twelfth.messages.models import Mailbox

_SECURITY = ((Mailbox.TLS, "TLS"), (Mailbox.STARTTLS, "STARTTLS"))


class MailboxForm(forms.ModelForm[Mailbox]):
    """`password` is left empty to keep the one there is."""

    password = forms.CharField(
        required=False,
        strip=False,
        label="Password",
        help_text="Often an app password, made in your mail account's security settings.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    smtp_security = forms.ChoiceField(choices=_SECURITY, label="Encryption")
    imap_security = forms.ChoiceField(choices=_SECURITY, label="Encryption")

    class Meta:
        model = Mailbox
        fields = (
            "address",
            "display_name",
            "username",
            "smtp_host",
            "smtp_port",
            "smtp_security",
            "imap_host",
            "imap_port",
            "imap_security",
            "sent_saved_by_server",
        )
        labels = {
            "address": "E-mail address",
            "display_name": "Name that people see",
            "username": "User name",
            "smtp_host": "SMTP server",
            "smtp_port": "Port",
            "imap_host": "IMAP server",
            "imap_port": "Port",
            "sent_saved_by_server": "The server keeps sent mail itself",
        }
        help_texts = {
            "username": "Mostly the e-mail address.",
            "sent_saved_by_server": "Yes for Gmail and Microsoft 365. Otherwise Twelfth files a copy under Sent.",
        }

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("password") and not self.instance.password_locked:
            self.add_error("password", "The password is needed to send and read.")
        return data
