"""Forms of a mailbox. Checking it against the real servers is the view's."""

import re
from ipaddress import IPv6Address
from typing import Any

from django import forms

from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.models import Mailbox, OAuthApp

_SECURITY = ((Mailbox.TLS, "TLS"), (Mailbox.STARTTLS, "STARTTLS"))
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(?:\.(?!-)[\w-]{1,63}(?<!-))*", re.ASCII)
_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}")
#: Where a stored password may go without being typed again.
_PLACES = ("address", "username", "smtp_host", "smtp_port", "imap_host", "imap_port")


class AddressForm(forms.Form):
    address = forms.EmailField(
        label="E-mail address",
        help_text="The one that you write to your contacts from. Its servers are looked up.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()


class MailboxForm(forms.ModelForm[Mailbox]):
    """With a password. It is left empty to keep the one there is, for the same servers only: whoever has somebody's
    open page must not be able to send their password to a server of their own."""

    password = forms.CharField(
        required=False,
        strip=False,
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    smtp_security = forms.ChoiceField(choices=_SECURITY, label="Encryption")
    imap_security = forms.ChoiceField(choices=_SECURITY, label="Encryption")
    smtp_port = forms.IntegerField(min_value=1, max_value=65535, label="Port")
    imap_port = forms.IntegerField(min_value=1, max_value=65535, label="Port")

    class Meta:
        model = Mailbox
        fields = (
            "address", "display_name", "username", "smtp_host", "smtp_port", "smtp_security", "imap_host", "imap_port",
            "imap_security", "sent_saved_by_server", "sent_folder",
        )  # fmt: skip
        labels = {
            "address": "E-mail address",
            "display_name": "Name that people see",
            "username": "User name",
            "smtp_host": "SMTP server",
            "imap_host": "IMAP server",
            "sent_saved_by_server": "The server keeps sent mail itself",
            "sent_folder": "Folder for sent mail",
        }
        help_texts = {
            "username": "Mostly the e-mail address.",
            "sent_saved_by_server": "Yes for Google and Microsoft. Otherwise Twelfth files a copy under Sent.",
            "sent_folder": "Leave it empty to have it found by itself.",
        }

    def __init__(self, *arguments: Any, advice: str = "", **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._was = {name: getattr(self.instance, name) for name in _PLACES}
        self._has_password = bool(self.instance.password_locked)
        self.fields["password"].help_text = (
            advice or "Often an app password, made in your mail account's security settings."
        )

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()

    def clean_smtp_host(self) -> str:
        return _host(self.cleaned_data["smtp_host"])

    def clean_imap_host(self) -> str:
        return _host(self.cleaned_data["imap_host"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password"):
            return data
        if not self._has_password:
            self.add_error("password", "The password is needed to send and read.")
        elif any(name in data and data[name] != was for name, was in self._was.items()):
            self.add_error("password", "Type the password again: it would go to another place than before.")
        return data


def _host(text: str) -> str:
    host = str(text).strip().rstrip(".").lower()
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        plain = ""
    if not _HOST.fullmatch(plain) and not _is_ipv6(plain):
        raise forms.ValidationError("Give the name of the server alone, like imap.example.com.")
    return plain


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


class WordsForm(forms.ModelForm[Mailbox]):
    """What people see of the sender, and by which address mail is logged."""

    signature = forms.CharField(
        required=False,
        max_length=4000,
        label="Signature",
        help_text="Plain text. It stands at the end of each draft, and where your plans say “me.signature”.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("display_name", "signature", "log_address")

    class Meta:
        model = Mailbox
        fields = ("display_name", "log_address")
        labels = {"display_name": "Name that people see", "log_address": "Address to log mail"}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["signature"].initial = self.instance.owner.signature
        local, _, domain = self.instance.address.partition("@")
        self.fields["log_address"].help_text = (
            "Copy (BCC) or forward mail to this address, and Twelfth logs it with the person it is to or from. It has "
            f"to arrive in this mailbox: mostly {local.partition('+')[0]}+log@{domain} does, or an alias. Then mail "
            "that you send from elsewhere counts, too."
        )

    def clean_signature(self) -> str:
        return "\n".join(line.rstrip() for line in str(self.cleaned_data["signature"]).strip().splitlines())

    def clean_log_address(self) -> str:
        address = str(self.cleaned_data["log_address"]).lower()
        if not address:
            return ""
        if address == self.instance.address:
            raise forms.ValidationError(
                "This is the mailbox's own address, to which people answer. Give another one that arrives in it."
            )
        others = Mailbox.objects.filter(workspace=self.instance.workspace_id).exclude(pk=self.instance.pk)
        if others.filter(address=address).exists() or others.filter(log_address=address).exists():
            raise forms.ValidationError("A colleague uses this address. Give another one.")
        return address


class AppForm(forms.ModelForm[OAuthApp]):
    """The workspace's own app at a provider. The secret is left empty to keep the one there is."""

    client_secret = forms.CharField(
        required=False,
        max_length=500,
        label="Client secret",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = OAuthApp
        fields = ("client_id", "tenant")
        labels = {"client_id": "Client ID", "tenant": "Directory (tenant)"}
        help_texts = {
            "tenant": "“common” for any, or the directory's ID, where only your company's people connect."
        }

    field_order = ("client_id", "client_secret", "tenant")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._was = self.instance.client_id
        if self.instance.secret_locked:
            self.fields["client_secret"].help_text = "Leave it empty to keep the one there is."
        if self.instance.provider != Provider.MICROSOFT:
            del self.fields["tenant"]

    def clean_client_id(self) -> str:
        text = str(self.cleaned_data["client_id"]).strip()
        if not re.fullmatch(r"[\x21-\x7e]+", text):
            raise forms.ValidationError("A client ID has no spaces. Copy it once more.")
        return text

    def clean_tenant(self) -> str:
        text = str(self.cleaned_data["tenant"]).strip() or "common"
        if not _TENANT.fullmatch(text):
            raise forms.ValidationError("Give “common”, the directory's ID, or its domain.")
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("client_secret") and not self.instance.secret_locked:
            self.add_error("client_secret", "The secret is needed: it is shown once, when the app is made.")
        elif not data.get("client_secret") and data.get("client_id") not in {None, self._was}:
            self.add_error("client_secret", "Another app has another secret. Give it, too.")
        return data
