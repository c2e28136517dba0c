"""What single rows become, value by value."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twelfth.importing import names
from twelfth.importing.amounts import read_amount
from twelfth.importing.columns import recognise
from twelfth.importing.drafts import DealOnly, Draft, Empty, PersonDraft, Wrong
from twelfth.importing.places import country_code
from twelfth.importing.points import read_email, read_phones, read_profile, split_emails
from twelfth.importing.rows import read_row, reading
from twelfth.importing.tabular import Row
from twelfth.people.whereabouts import zone_of_country
from twelfth.rules.terms import Channel


def read(header: str, *cells: str, country: str = "") -> Draft:
    """One row under a header of names separated by `|`."""
    headers = header.split("|")
    how = reading(recognise(headers, [cells]), [cells], country=country, zone="Europe/Berlin")
    return read_row(Row(2, cells), how)


def person(header: str, *cells: str, country: str = "") -> PersonDraft:
    found = read(header, *cells, country=country)
    assert isinstance(found, PersonDraft)
    return found


def test_a_row_that_names_nobody_is_wrong_and_an_empty_one_is_empty() -> None:
    assert read("Name|Email|City", "", "", "Bonn") == Wrong(
        2, "The row has no name, e-mail address, phone number or company."
    )
    assert read("Name|Email|City", "", "foo@", "") == Wrong(
        2, "“foo@” is not an e-mail address, and nothing else says who this is."
    )
    assert read("Name|Email", " ", "\u200b") == Wrong(
        2, "The row has no name, e-mail address, phone number or company."
    )
    assert read("Name|Email", " ", "") == Empty(2)


def test_a_footer_is_nobody() -> None:
    found = read("Name|Email|City", "Copyright 2026 Example Inc.")
    assert isinstance(found, Wrong)
    assert "stands alone in its row" in found.reason


def test_what_stands_in_for_a_name() -> None:
    assert person("Name|Email|Company", "", "a@x.example", "Oak").full_name == "a@x.example"
    assert person("Name|Phone|Company", "", "+49 30 5550123", "Oak").full_name == "Oak"
    assert person("Name|Phone", "", "+49 30 5550123").full_name == "+49305550123"
    assert person("Name|Email", "a@x.example", "a@x.example").full_name == "a@x.example"


@pytest.mark.parametrize(
    ("full", "shown", "given", "family"),
    [
        ("Ada Lovelace", "Ada Lovelace", "Ada", "Lovelace"),
        ("Dr. Juan de la Vega III", "Dr. Juan de la Vega III", "Juan", "de la Vega"),
        ("van der Berg, Jan", "Jan van der Berg", "Jan", "van der Berg"),
        ("Cher", "Cher", "Cher", ""),
        ("محمد عبد الله", "محمد عبد الله", "محمد", "الله"),
        ("山田 太郎", "山田 太郎", "太郎", "山田"),
        ("Jack Ma", "Jack Ma", "Jack", "Ma"),
        ('=HYPERLINK("http://bad.example")', '=HYPERLINK("http://bad.example")', "", ""),
        ("Ms Smith", "Ms Smith", "", "Smith"),
    ],
)
def test_whole_names_are_taken_apart(full: str, shown: str, given: str, family: str) -> None:
    found = names.split(full)
    assert (found.full, found.given, found.family) == (shown, given, family)


@pytest.mark.parametrize(
    "full", ["Ada Lovelace", "Müller Schmidt", "José Garcia", "Anna Maier", "Łukasz Żuk"]
)
def test_the_short_way_for_plain_names_agrees_with_the_parser(full: str) -> None:
    from nameparser import HumanName

    parsed = HumanName(full)
    found = names.split(full)
    assert (found.given, found.family) == (parsed.first, parsed.last)


def test_parts_of_a_name_are_taken_as_they_are() -> None:
    found = person(
        "First Name|Middle Name|Last Name|Nickname|Name Prefix", "Ana", "María", "de la O", "Anita", "Dra."
    )
    assert (found.full_name, found.given_name, found.family_name) == ("Ana María de la O", "Ana", "de la O")
    assert found.notes == "Form of address: Dra.\nNickname: Anita"
    assert person("First Name|Last Name", "小明", "王").full_name == "王小明"


def test_formulas_stay_text_and_forced_text_is_freed() -> None:
    assert person("Name|Notes", "Ada Lovelace", "=1+1").notes == "=1+1"
    assert person("Name|Postal Code|City", "Ada Lovelace", '="01067"', "Dresden").address.postcode == "01067"
    assert person("Name|Phone", "Ada Lovelace", "'+493055501230").on(Channel.PHONE) == ("+493055501230",)


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ('a@b.example; "C, D" <c@d.example>', ["a@b.example", "C", "c@d.example"]),
        ("a@b.example ::: * c@d.example", ["a@b.example", "c@d.example"]),
        ("mailto:A@b.example", ["A@b.example"]),
        ("a@b.example c@d.example", ["a@b.example", "c@d.example"]),
        ("Ada L <ada@b.example>", ["ada@b.example"]),
        ("ada@b.example.", ["ada@b.example"]),
    ],
)
def test_addresses_in_a_cell(cell: str, addresses: list[str]) -> None:
    found = split_emails(cell)
    assert [address for address in found if "@" in address] == [a for a in addresses if "@" in a]


def test_addresses_are_checked_and_lower_cased() -> None:
    assert read_email("Anna.Berg@X.Example") is None or read_email("Anna.Berg@X.Com") == "anna.berg@x.com"
    assert read_email("anna@example.test") == "anna@example.test"
    for bad in ("foo@", "@x.com", "a b@x.com", "a@b", "anna", "a..b@x.com"):
        assert read_email(bad) is None


@pytest.mark.parametrize(
    ("cell", "country", "numbers"),
    [
        ("+49 (0)30 5550123", "", ["+49305550123"]),
        ("030 5550123", "DE", ["+49305550123"]),
        ("0041 44 668 18 00", "DE", ["+41446681800"]),
        ("(415) 555-2671 x12", "US", ["+14155552671;ext=12"]),
        ("030 5550123 / 0171 5550123", "DE", ["+49305550123", "+491715550123"]),
        ("+351 912 345 678 ::: +351 22 555 0123", "", ["+351912345678", "+351225550123"]),
        ("tel:+44 20 7946 0958", "", ["+442079460958"]),
        ("030 5550123", "", ["030 5550123"]),
        ("4.93012E+11", "DE", ["4.93012E+11"]),
    ],
)
def test_phone_numbers(cell: str, country: str, numbers: list[str]) -> None:
    found = read_phones(cell, country)
    assert [phone.value for phone in found] == numbers
    assert all(phone.is_known != bool(phone.warning) for phone in found)


def test_a_number_without_a_country_is_kept_and_told() -> None:
    found = person("Name|Phone", "Ada Lovelace", "030 5550123")
    assert found.on(Channel.PHONE) == ("030 5550123",)
    assert found.warnings == (
        "“030 5550123” has no country code and the row has no country; it is kept as it is.",
    )
    assert person("Name|Phone|Country", "Ada Lovelace", "030 5550123", "Germany").on(Channel.PHONE) == (
        "+49305550123",
    )
    assert person("Name|Phone", "Ada Lovelace", "030 5550123", country="DE").on(Channel.PHONE) == (
        "+49305550123",
    )


def test_words_in_a_phone_column_are_no_number_to_dial() -> None:
    found = person("Name|Phone", "Ada Lovelace", "see notes")
    assert found.points == ()
    assert found.notes == "Phone: see notes"


def test_a_bad_address_is_kept_in_the_notes_and_told() -> None:
    found = person("Name|Email", "Ada Lovelace", "ada(at)x.example")
    assert found.points == ()
    assert found.notes == "Email: ada(at)x.example"
    assert found.warnings == ("“ada(at)x.example” is not an e-mail address; it is kept in the notes.",)


def test_google_values_and_marks() -> None:
    found = person(
        "First Name|Last Name|Labels|E-mail 1 - Label|E-mail 1 - Value|E-mail 2 - Label|E-mail 2 - Value"
        "|Phone 1 - Label|Phone 1 - Value",
        "Mia", "Reis", "Clients ::: * myContacts ::: Porto", "Work",
        "m@work.example ::: m2@work.example", "* Home",
        "m@home.example", "Work Fax", "+351 22 555 0199",
    )  # fmt: skip
    assert found.on(Channel.EMAIL) == ("m@home.example", "m@work.example", "m2@work.example")
    assert [point.label for point in found.points] == ["Home", "Work", "Work"]
    assert [point.is_primary for point in found.points] == [True, False, False]
    assert found.tags == ("Clients", "Porto")
    assert found.on(Channel.PHONE) == ()
    assert "(Work Fax): +351 22 555 0199" in found.notes


@pytest.mark.parametrize(
    ("cell", "opted_out", "warned"),
    [
        ("1", True, False),
        ("true", True, False),
        ("Unsubscribed", True, False),
        ("0", False, False),
        ("false", False, False),
        ("Subscribed", False, False),
        ("No consent", False, False),
        ("", False, False),
        ("maybe", True, True),
    ],
)
def test_opting_out_is_a_wish_and_its_absence_no_consent(
    cell: str, opted_out: object, warned: object
) -> None:
    found = person("Name|Email Opt Out", "Ada Lovelace", cell)
    assert (found.email_opt_out, bool(found.warnings)) == (opted_out, warned)
    assert not any("consent" in field for field in PersonDraft.__slots__)


def test_zones_only_where_there_is_one() -> None:
    def zone(country: str, phone: str) -> tuple[str, str]:
        found = person("Name|Country|Phone", "Ada Lovelace", country, phone)
        return found.zone, found.zone_source

    assert zone("Germany", "") == ("Europe/Berlin", "address")
    assert zone("Spain", "") == ("", "")
    assert zone("Spain", "+34 912 345 678") == ("Europe/Madrid", "phone")
    assert zone("", "+1 415 555 2671") == ("America/Los_Angeles", "phone")
    assert zone("United States", "") == ("", "")
    assert zone("Spain", "+1 415 555 2671") == ("", "")
    assert zone("", "") == ("", "")
    assert person("Name|Time Zone|Country", "Ada Lovelace", "Asia/Tokyo", "Germany").zone_source == "told"
    assert person("Name|Time Zone|Country", "Ada Lovelace", "Mars/Base", "Germany").zone_source == "address"


def test_countries_in_many_languages() -> None:
    named = ["Germany", "Deutschland", "DE", "de", "Allemagne", "Germania", "Alemania", "Duitsland"]
    assert {country_code(name) for name in named} == {"DE"}
    assert [country_code(name) for name in ("USA", "U.K.", "日本", "Россия", "Klingon", "")] == [
        "US",
        "GB",
        "JP",
        "RU",
        "",
        "",
    ]
    assert zone_of_country("GB") == "Europe/London"
    assert zone_of_country("XX") == ""


def test_addresses_and_a_country_at_the_end_of_one() -> None:
    found = person(
        "First Name|Last Name|Business Street|Business Street 2|Business City|Business Country"
        "|Home Street|Home City",
        "Ada", "King", "Main St 1", "Yard 2", "Ghent", "Belgium", "Home St 9", "Bruges",
    )  # fmt: skip
    assert (found.address.street, found.address.city, found.address.country) == (
        "Main St 1\nYard 2",
        "Ghent",
        "BE",
    )
    assert found.notes == "Address: Home St 9, Bruges"
    assert found.on(Channel.POST) == ("Main St 1, Yard 2, Ghent, BE",)
    assert (
        person("Name|Address", "Ada King", "Av. Juárez 12, Ciudad de México, Mexico").address.country == "MX"
    )


def test_a_date_that_could_be_two_days_is_kept_and_told() -> None:
    found = person("Name|Last Contacted", "Ada King", "9/8/2026")
    assert found.last_contact_at is None
    assert found.notes == "Last Contacted: 9/8/2026"
    assert found.warnings == ("“9/8/2026” could be two different days; it is kept in the notes.",)


def test_too_many_cells_lose_nothing() -> None:
    found = person("Name|City", "Ada King", "London", "more", "", "and more")
    assert found.notes == "Beyond the last column: more | and more"
    assert "The row has 5 cells for 2 columns" in found.warnings[0]
    assert "only 1 cells" in person("Name|City", "Ada King").warnings[0]


def test_what_is_too_long_for_its_place_is_kept_whole() -> None:
    found = person("Name|Job Title", "Ada King", "Countess " * 40)
    assert len(found.title) <= 200
    assert found.notes == f"Job Title: {('Countess ' * 40).strip()}"


def test_the_second_column_fills_in_where_the_first_is_empty() -> None:
    assert person("Name|Company|Associated Company", "Ada King", "", "Engines").company == "Engines"
    assert person("Name|Company|Associated Company", "Ada King", "Looms", "Engines").company == "Looms"
    assert person("Name|Company|Associated Company", "Ada King", "Looms", "Engines").notes == (
        "Associated Company: Engines"
    )
    assert person("Name|Company|Associated Company", "Ada King", "Looms", "looms").notes == ""


def test_domains_of_companies() -> None:
    assert (
        person("Name|Email|Company", "A B", "a@engines.example", "Engines").company_domain
        == "engines.example"
    )
    assert person("Name|Email|Company", "A B", "a@gmail.com", "Engines").company_domain == ""
    assert (
        person(
            "Name|Company Domain Name|Company", "A B", "https://www.engines.example/en", "E"
        ).company_domain
        == "engines.example"
    )


def test_profiles() -> None:
    assert read_profile(Channel.X, "@ada") == "https://x.com/ada"
    assert read_profile(Channel.X, "https://twitter.com/ada?lang=en") == "https://x.com/ada"
    assert read_profile(Channel.LINKEDIN, "de.linkedin.com/in/ada/") == "https://www.linkedin.com/in/ada"
    assert read_profile(Channel.LINKEDIN, "ada") == "https://www.linkedin.com/in/ada"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("€ 1.234,50", (Decimal("1234.50"), "EUR")), ("1,234.50 USD", (Decimal("1234.50"), "USD")),
        ("1 234,5", (Decimal("1234.50"), "")), ("1.234", (Decimal("1234.00"), "")),
        ("12500.00", (Decimal("12500.00"), "")),
        ("1,234,567", (Decimal("1234567.00"), "")), ("1'200.00 CHF", (Decimal("1200.00"), "CHF")),
        ("1.200,-", (Decimal("1200.00"), "")), ("10k", None),
        ("9" * 40, None), ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_amounts(text: str, amount: tuple[Decimal, str] | None) -> None:
    assert read_amount(text) == amount


def test_deals_of_a_person_and_deals_alone() -> None:
    found = person("Name|Deal Name|Amount|Deal Stage", "Ada King", "Engine", "€ 900", "Closed Won")
    assert found.deal is not None
    assert (found.deal.amount, found.deal.currency, found.deal.stage) == (Decimal("900.00"), "EUR", "won")
    alone = read(
        "Record ID|Deal Name|Deal Stage|Associated Contact IDs", "7", "Engine", "Contract sent", "101;102"
    )
    assert isinstance(alone, DealOnly)
    assert (alone.deal.stage, alone.deal.external_id, alone.deal.people_ids) == (
        "proposal",
        "7",
        ("101", "102"),
    )


_HEADERS = [
    *("Name", "First Name", "Last Name", "Email", "Phone", "Company", "Title", "Street", "City", "Country"),
    *(
        "Birthday",
        "Time Zone",
        "Tags",
        "Notes",
        "Amount",
        "Deal Name",
        "Deal Stage",
        "Email Opt Out",
        "Create Date",
    ),
    *("Last Contacted", "LinkedIn", "Twitter", "WhatsApp", "Website", "Owner", "Language"),
]
_hard = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"[0-9 ./:,+-]{1,14}([EeTZ][0-9+-]{0,4})?", fullmatch=True),
    st.sampled_from(
        [
            "--02-30",
            "٣/٤/٢٠٢٦",
            "²",
            "1e999",
            "99999",
            "=1+1",
            "a@b@c",
            "<>",
            "::: ",
            "* ",
            "+",
            '="',
            "12/31/9999",
        ]
    ),
    st.from_regex(r"[0-9]{1,2}[ ]?[a-zA-Zé]{3,9}[ ]?[0-9]{2,4}", fullmatch=True),
)


@settings(max_examples=300, deadline=None)
@given(
    cells=st.lists(_hard, min_size=1, max_size=len(_HEADERS) + 2), country=st.sampled_from(["", "DE", "US"])
)
def test_no_text_makes_a_row_fail(cells: list[str], country: str) -> None:
    how = reading(recognise(_HEADERS, [cells]), [cells], country=country, zone="Europe/Berlin")
    found = read_row(Row(2, tuple(cells)), how)
    if isinstance(found, PersonDraft):
        assert 0 < len(found.full_name) <= 200
        assert all(0 < len(point.value) <= 254 for point in found.points)
        assert len(found.birthday) <= 10
    elif isinstance(found, Wrong):
        assert found.reason.endswith(".")
