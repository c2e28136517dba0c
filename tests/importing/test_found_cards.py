"""Cards in the dialects of phones and programs: which lines they write is theirs, what stands in them is ours."""

import pytest

from twelfth.importing.drafts import PersonDraft
from twelfth.importing.preview import preview
from twelfth.rules.terms import Channel

IPHONE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.0//EN
N:Lind;Bo;;;
FN:Bo Lind
NICKNAME:Bobo
ORG:Firm\\, Ltd;Sales;
item1.EMAIL;type=INTERNET;type=pref:bo@firm.example
item1.X-ABLabel:_$!<Other>!$_
TEL;type=CELL;type=VOICE;type=pref:+49 171 1234567
TEL;type=WORK;type=FAX:+49 30 7654321
TEL;type=PAGER:+49 30 7654322
item4.TEL:+49 30 7654323
item4.X-ABLabel:School
item2.ADR;type=HOME;type=pref:;Back house;High Street 1\\, 2;Berlin;;10115;Germany
item2.X-ABADR:de
X-SOCIALPROFILE;type=linkedin;x-user=bolind:http://www.linkedin.com/in/bolind
item3.X-ABRELATEDNAMES;type=pref:Jordan
item3.X-ABLabel:_$!<Spouse>!$_
item5.X-ABDATE;type=pref:2010-06-01
item5.X-ABLabel:_$!<Anniversary>!$_
BDAY;X-APPLE-OMIT-YEAR=1604:1604-11-02
URL;type=pref:https://bo.example
item6.URL:https://firm.example
item6.X-ABLabel:_$!<HomePage>!$_
UID:ABC-123
END:VCARD
"""
ANDROID = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C=6C=65=72;=4A=C3=B6=72=67;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4A=C3=B6=72=67=20=4D=C3=BC=6C=6C=65=72
X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Joe;1;;;;;;;;;;;;;
X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Eva;14;;;;;;;;;;;;;
TEL;CELL;PREF:0171-1234567
TEL;WORK;FAX:030 765432
EMAIL;HOME:joerg@home.example
END:VCARD
"""
OUTLOOK = """BEGIN:VCARD
VERSION:2.1
N;LANGUAGE=de:King;Ada;;Frau;
FN:Ada King
ORG:Analytical Ltd;Engines
TEL;WORK;VOICE:+49 (30) 1234567
TEL;WORK;FAX:+49 (30) 1234568
ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;Stra=DFe 1=0D=0AHinterhaus;Berlin;;10115;Deutschland
LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Stra=DFe 1=0D=0A=
10115 Berlin
EMAIL;PREF;INTERNET:ada@x.example
X-MS-IMADDRESS:ada@im.example
X-MS-ASSISTANT:Eve
END:VCARD
"""
NEXTCLOUD = """BEGIN:VCARD
VERSION:4.0
PRODID:-//Sabre//Sabre VObject 4.5.4//EN
KIND:individual
FN:Agnes Rim
N:Rim;Agnes;;;
TEL;TYPE="cell,voice";VALUE=uri:tel:+43-650-4091122
TEL;TYPE="work,fax";VALUE=uri:tel:+43-1-7123456
EMAIL;PREF=1:agnes@x.example
RELATED;TYPE=spouse;VALUE=text:Max
END:VCARD
"""


def _person(card: str) -> PersonDraft:
    (draft,) = preview(card.replace("\n", "\r\n").encode(), country="DE").drafts
    assert isinstance(draft, PersonDraft)
    return draft


def _values(person: PersonDraft, channel: Channel) -> list[str]:
    return [point.value for point in person.points if point.channel is channel]


@pytest.mark.parametrize(
    ("card", "numbers", "emails"),
    [
        (IPHONE, ["+491711234567", "+49307654323"], ["bo@firm.example"]),
        (ANDROID, ["+491711234567"], ["joerg@home.example"]),
        (OUTLOOK, ["+49301234567"], ["ada@x.example"]),
        (NEXTCLOUD, ["+436504091122"], ["agnes@x.example"]),
    ],
    ids=["iPhone", "Android", "Outlook", "Nextcloud"],
)
def test_no_fax_is_dialled_and_nobody_elses_address_is_theirs(
    card: str, numbers: list[str], emails: list[str]
) -> None:
    person = _person(card)
    assert _values(person, Channel.PHONE) == numbers
    assert _values(person, Channel.EMAIL) == emails


def test_outlook_writes_in_the_code_page_of_its_windows() -> None:
    assert _person(OUTLOOK).address.street == "Straße 1\nHinterhaus"


def test_what_phones_say_besides() -> None:
    bo, joerg = _person(IPHONE), _person(ANDROID)
    assert (bo.company, bo.birthday) == ("Firm, Ltd", "--11-02")
    assert "https://bo.example, https://firm.example" in bo.notes
    assert "Nickname: Joe" in joerg.notes
    assert "Jordan" not in bo.full_name


def test_an_address_at_home_is_no_company() -> None:
    assert _person(ANDROID).company_domain == ""
    assert _person(IPHONE).company_domain == "firm.example"
