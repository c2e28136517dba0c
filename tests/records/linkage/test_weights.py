"""What speaks for and against two being one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twelfth.records.linkage.compare import Level, Thing, compare
from twelfth.records.linkage.facts import Told, facts
from twelfth.records.linkage.keys import keys
from twelfth.records.linkage.weights import SUGGESTED, Frequencies, Weighed, frequencies, weigh

INES = Told(
    full_name="Inês Carvalho",
    given_name="Inês",
    family_name="Carvalho",
    company="ribeiro & filhos",
    street="Rua Nova 12",
    city="Porto",
    postcode="4050-100",
    birthday="1980-03-07",
    points=(("email", "ines@ribeiro.test"), ("phone", "+351912555014")),
)


def town() -> Frequencies:
    """A thousand people with two hundred names."""
    return frequencies(
        1_000,
        [
            facts(
                Told(
                    given_name=f"given{n % 40}",
                    family_name=f"family{n % 200}",
                    city=f"city{n % 30}",
                    company=f"firm{n % 300}",
                )
            )
            for n in range(1_000)
        ],
    )


def look(one: Told, other: Told) -> Weighed:
    return weigh(facts(one), facts(other), town())


def level(one: Told, other: Told, thing: Thing) -> Level | None:
    return next((each.level for each in compare(facts(one), facts(other)) if each.thing is thing), None)


@pytest.mark.parametrize(
    "other",
    [
        replace(INES, points=()),
        replace(INES, given_name="Carvalho", family_name="Inês"),
        replace(INES, given_name="I.", points=(("phone", "+351912555014"),)),
        replace(INES, given_name="Ines", family_name="Carvallo", birthday="1980-07-03"),
        replace(INES, company="", street="", city="", postcode="", birthday=""),
        replace(
            INES, family_name="Silva de Carvalho", company="other", points=(("email", "ines@ribeiro.test"),)
        ),
    ],
    ids=["no-addresses", "turned", "initial", "misspelt", "addresses-alone", "double-barrelled"],
)
def test_one_person_is_seen_to_be_one(other: Told) -> None:
    assert look(INES, other).total >= SUGGESTED
    assert keys(facts(INES)) & keys(facts(other))


@pytest.mark.parametrize(
    "other",
    [
        replace(
            INES, given_name="Rui", family_name="Ribeiro", birthday="", points=(("phone", "+351912555014"),)
        ),
        replace(INES, family_name="Sousa", birthday="", points=(("phone", "+351912555014"),)),
        replace(INES, given_name="Pedro", birthday="", points=(("phone", "+351912555014"),)),
        replace(INES, given_name="Pedro", birthday="1979-11-21"),
        replace(
            INES,
            company="acme",
            street="Long Lane 1",
            city="London",
            postcode="N1",
            birthday="",
            points=(("email", "i@acme.test"),),
        ),
    ],
    ids=[
        "colleague",
        "colleague-of-the-same-first-name",
        "spouse",
        "spouse-who-shares-all-addresses",
        "namesake-elsewhere",
    ],
)
def test_two_people_are_not_taken_for_one(other: Told) -> None:
    assert look(INES, other).total < SUGGESTED


def test_father_and_son_are_asked_about_and_never_certain() -> None:
    found = look(INES, replace(INES, birthday="2004-12-30"))
    assert found.total >= SUGGESTED
    assert not found.is_certain


def test_only_a_whole_name_with_something_of_their_own_is_certain() -> None:
    assert look(INES, replace(INES, company="", street="")).is_certain
    assert not look(INES, replace(INES, points=(), birthday="")).is_certain
    assert not look(INES, replace(INES, given_name="Inez")).is_certain


def test_a_rare_name_says_more_than_a_common_one() -> None:
    many = [facts(Told(given_name="Anna", family_name="Smith"))] * 500 + [
        facts(Told(given_name="Oddny", family_name="Quist"))
    ]
    known = frequencies(len(many), many)
    common, rare = (weigh(each, each, known).total for each in (many[0], many[-1]))
    assert rare > common + 10


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Robert", "Bob", Level.SHORT),
        ("Johannes", "Hans", Level.SHORT),
        ("J.", "Johannes", Level.SHORT),
        ("Jörg", "Joerg", Level.SAME),
        ("Наталья", "Natalya", Level.SAME),
        ("Γιώργος", "Giorgos", Level.SAME),
        ("Anna Maria", "Anna", Level.PART),
        ("Stephan", "Stefan", Level.SHORT),
        ("Anna", "Pedro", Level.OTHER),
        ("", "Pedro", None),
    ],
)
def test_given_names(one: str, other: str, expected: Level | None) -> None:
    assert level(Told(given_name=one), Told(given_name=other), Thing.GIVEN) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("van der Berg", "Berg", Level.SAME),
        ("O'Neill", "ONeill", Level.SAME),
        ("Müller", "Mueller", Level.SAME),
        ("Meier", "Meyer", Level.CLOSE),
        ("García Márquez", "García", Level.PART),
    ],
)
def test_family_names(one: str, other: str, expected: Level) -> None:
    assert level(Told(family_name=one), Told(family_name=other), Thing.FAMILY) == expected


def test_what_is_missing_says_nothing() -> None:
    assert compare(facts(INES), facts(Told(full_name="ines@ribeiro.test"))) == []


NAMES = st.sampled_from(
    ["", "Anna", "Ana", "A.", "Anna Maria", "Maria", "Bob", "Robert", "Berg", "van der Berg", "李", "محمد"]
)
PEOPLE = st.builds(
    Told,
    full_name=NAMES,
    given_name=NAMES,
    family_name=NAMES,
    company=st.sampled_from(["", "acme", "acme labs", "ribeiro"]),
    street=st.sampled_from(["", "Long Lane 1", "1 Long Lane", "Rua Nova 12"]),
    city=st.sampled_from(["", "Porto", "Prto", "London"]),
    postcode=st.sampled_from(["", "N1", "N2", "4050-100"]),
    birthday=st.sampled_from(["", "1980-03-07", "1980-07-03", "--03-07", "1981-03-07"]),
    points=st.lists(
        st.tuples(
            st.sampled_from(["email", "phone", "linkedin"]),
            st.sampled_from(["a@b.test", "+351912555014", "912555014"]),
        )
    ),
)


@given(PEOPLE, PEOPLE)
def test_it_is_the_same_both_ways_round(one: Told, other: Told) -> None:
    there, back = look(one, other), look(other, one)
    assert there.total == pytest.approx(back.total)
    assert there.is_certain == back.is_certain


@given(PEOPLE)
def test_who_is_exactly_the_same_has_nothing_against_it(person: Told) -> None:
    assert all(weight > 0 for _, weight in look(person, person).evidence)
    assert keys(facts(person)) == keys(facts(person))
