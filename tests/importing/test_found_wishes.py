"""How programs say that somebody wants to be left alone: the columns and words of their exports, read through to the person."""

import pytest

from twelfth.importing.drafts import PersonDraft
from twelfth.importing.preview import preview


def _ada(header: str, cell: str) -> PersonDraft:
    content = f"Name,Email,Phone,{header}\nAda King,ada@x.example,030 1234567,{cell}\nBo Li,bo@x.example,030 1234568,\n"
    ada, bo = preview(content.encode(), country="DE").drafts
    assert isinstance(ada, PersonDraft)
    assert isinstance(bo, PersonDraft)
    assert not bo.email_opt_out, "an empty cell is no wish"
    return ada


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Email permission status", "Unsubscribed"), ("Email Permission Status", "Opted-out"),
        ("Email Subscriber Status", "Unsubscribed"), ("Email Subscription Status", "Unsubscribed"),
        ("Email Marketing Status", "UNSUBSCRIBED"), ("Email Marketing Consent", "UNSUBSCRIBED"),
        ("Email Preference", "Do not email"), ("Do not allow Bulk Emails", "Do Not Allow"),
        ("Marketing status", "unsubscribed"), ("Contact Status", "Opted out"), ("Tags", "VIP; unsubscribed"),
        ("OK to email?", "N"), ("Can email", "No"), ("Allow Email", "No"), ("Opposition au démarchage", "oui"),
        ("EMAIL_BLACKLISTED", "Yes"), ("CLEAN_TIME", "2024-05-01 10:00:00"), ("Opted out of email: One to One", "true"),
    ],
)  # fmt: skip
def test_who_left_is_not_written_to(header: str, cell: str) -> None:
    assert _ada(header, cell).email_opt_out


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("DND", "true"), ("Stage", "Do Not Contact"), ("Preferred Contact Method", "Do not contact"),
        ("Kein Kontakt", "x"), ("Robinson", "ja"), ("Do Not Contact", "Yes"),
    ],
)  # fmt: skip
def test_who_wants_no_contact_is_not_called_either(header: str, cell: str) -> None:
    ada = _ada(header, cell)
    assert ada.email_opt_out
    assert ada.phone_opt_out


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("TPS", "registered"),
        ("CTPS", "yes"),
        ("Bloctel", "oui"),
        ("OK to call?", "no"),
        ("Do not call", "Yes"),
    ],
)
def test_who_is_on_a_list_of_numbers_is_not_called(header: str, cell: str) -> None:
    ada = _ada(header, cell)
    assert ada.phone_opt_out
    assert not ada.email_opt_out


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Do not allow Emails", "Allow"), ("Marketing status", "no_consent"), ("Marketing status", "subscribed"),
        ("Email Opt In", "0"), ("Accepts Email Marketing", "no"), ("OK to email?", "Y"), ("Allow Email", "Allow"),
        ("Preferred Contact Method", "Phone"), ("Email Status", "Verified"), ("HasOptedOutOfFax", "1"),
    ],
)  # fmt: skip
def test_what_is_no_wish_is_none(header: str, cell: str) -> None:
    ada = _ada(header, cell)
    assert not ada.email_opt_out
    assert not ada.phone_opt_out
