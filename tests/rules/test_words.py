"""What texts may say, what they must never do, and how a mistake in one is told."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twelfth.rules.merge_fields import MERGE_FIELDS, MergeField
from twelfth.rules.own_merge_fields import own_merge_field
from twelfth.rules.words import Rendered, WordsError, fields, parse, render, render_line, sample, tidy
from twelfth.rules.words_language import FILTERS

ANNA = {
    "person": {"first_name": "Anna", "company": "Norrby Timber"},
    "said": "we lose enquiries.",
    "number": 4,
    "of": 12,
}


def said(text: str, words: str) -> str:
    return render(text, {"said": words}).text


class TestRendering:
    def test_fills_in_merge_fields(self) -> None:
        assert render("Hello {{ person.first_name }}, contact {{ number }} of {{ of }}", ANNA).text == (
            "Hello Anna, contact 4 of 12"
        )

    @pytest.mark.parametrize(
        "brief", [{}, {"person": {}}, {"person": {"first_name": ""}}, {"person": {"first_name": " "}}]
    )
    def test_an_empty_field_leaves_no_gap_and_is_named(self, brief: dict[str, object]) -> None:
        rendered = render("Hi {{ person.first_name }},", brief)
        assert rendered.text == "Hi,"
        assert rendered.missing == ("person.first_name",)

    def test_a_default_or_a_condition_is_not_missing(self) -> None:
        text = (
            'Hello {{ person.first_name | default: "there" }}.{% if said %} You said: {{ said }}{% endif %}'
        )
        assert render(text, {"said": ""}) == render("Hello there.", {})

    def test_an_unknown_field_in_a_stored_text_does_not_stop_it(self) -> None:
        rendered = render("Hello {{ person.nickname }}{{ nothing.at.all }}!", ANNA)
        assert rendered.text in {"Hello!", "Hello !"}
        assert rendered.missing == ("person.nickname", "nothing.at.all")

    def test_comparing_with_an_empty_field_does_not_stop_it(self) -> None:
        assert render("{% if number > 3 %}late{% else %}early{% endif %}", {}).text == "early"

    def test_an_empty_text_counts_as_not_given(self) -> None:
        assert (
            render("{% if said %}You said: {{ said }}{% else %}Nothing yet{% endif %}", {"said": "  "}).text
            == "Nothing yet"
        )
        assert (
            render("{% if person %}{{ person.city }}{% else %}who?{% endif %}", {"person": {"city": ""}}).text
            == "who?"
        )

    def test_a_group_prints_nothing(self) -> None:
        assert render("{{ person }}", ANNA).text == ""

    def test_only_the_signature_keeps_its_lines(self) -> None:
        brief = {"me": {"signature": "Tom\nFernhill"}, "said": "first\n\nsecond"}
        assert render("{{ said }}\n\n{{ me.signature }}", brief).text == "first second\n\nTom\nFernhill"

    def test_a_remark_does_not_become_the_message(self) -> None:
        assert len(said("{{ said }}", "word " * 10_000)) <= 4_000


class TestFilters:
    @pytest.mark.parametrize(
        ("template", "words", "result"),
        [
            ("{{ said | capitalize }}", "our SAP is slow", "Our SAP is slow"),
            ("“{{ said | phrase }}”.", "“we lose enquiries.” ", "“we lose enquiries”."),
            ("{{ said | phrase }}", "how do we keep up?", "how do we keep up?"),
            ("{{ said | phrase }}", "and then...", "and then..."),
            ("{{ said | sentence }}", "we lose enquiries", "We lose enquiries."),
            ("{{ said | sentence }}", "Who calls them?", "Who calls them?"),
            ("{{ said | at }}", "the Uppsala fair", "at the Uppsala fair"),
            ("{{ said | at }}", "over lunch", "over lunch"),
            ("{{ said | at }}", "A call", "on the phone"),
            ('{{ said | replace: "a", "b" | split: "," | join: " and " }}', "a,a", "b and b"),
        ],
    )
    def test_words_fit_into_a_sentence(self, template: str, words: str, result: str) -> None:
        assert said(template, words) == result


class TestSubjects:
    def test_no_value_can_add_a_header(self) -> None:
        name = "Anna\r\nBcc: everyone@example.com\u2028X: y\x00"
        line = render_line("Hello {{ person.first_name }}", {"person": {"first_name": name}}).text
        assert line == "Hello Anna Bcc: everyone@example.com X: y"

    def test_the_template_cannot_either(self) -> None:
        assert render_line("One\r\nBcc: two", {}).text == "One Bcc: two"

    def test_is_cut_where_nobody_reads_on(self) -> None:
        line = render_line("{{ said }}", {"said": "x" * 3_000}).text
        assert len(line) == 250
        assert line.endswith("…")


class TestTidy:
    def test_blank_lines_and_gaps(self) -> None:
        assert tidy("\n\nHi ,\n\n\n\nOne  two .  \n  - indented\n.NET, and\tso on\n\n") == (
            "Hi,\n\nOne two.\n  - indented\n.NET, and\tso on"
        )

    def test_leaves_other_punctuation_alone(self) -> None:
        assert tidy("Bonjour ! Quoi : ... .NET") == "Bonjour ! Quoi : ... .NET"


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            (
                "Hi\n{{ person.frist_name }}",
                "Line 2: “person.frist_name” is not a merge field. Did you mean person.first_name?",
            ),
            ("Hi\n{{ said }", "Line 2: A merge field is opened with {{ and never closed. Close it with }}."),
            (
                "\n\n{% if said %}a",
                "Line 3: A block is opened and never closed. Add {% endif %} where it should end.",
            ),
            (
                "{% endif %}",
                "Line 1: {% endif %} closes nothing. Open it before with {% if %}, or take it out.",
            ),
            (
                "a\n{{ }}",
                "Line 2: Something is missing here. Write a name or a condition between the braces.",
            ),
            ("{{ said | defalt: 'x' }}", "Line 1: There is no filter “defalt”. Did you mean default?"),
            ("{{ person }}", "{{ person }} is several fields. Say which, such as {{ person.city }}."),
            (
                "{% if said > 3 %}{% endif %}",
                "Line 1: A text cannot be compared with a number. Compare texts with == or contains.",
            ),
        ],
    )
    def test_are_told_with_their_line_and_their_mend(self, text: str, sentence: str) -> None:
        with pytest.raises(WordsError) as caught:
            parse(text)
        assert str(caught.value) == sentence

    @pytest.mark.parametrize(
        "text",
        ["{% include 'a' %}", "{% render 'a' %}", "{{ 'now' | date: '%Y' }}", "{% increment n %}", "{% tablerow %}", "{{ __class__ }}",
         "{{ person.__class__ }}", "{{ said['x'] }}", "{{ person[said] }}", "{{ said | default: “x” }}", "{% if said && said %}{% endif %}"],
    )  # fmt: skip
    def test_nothing_reaches_files_the_clock_or_python(self, text: str) -> None:
        with pytest.raises(WordsError, match=r"^Line 1: .*\.|\?$"):
            parse(text)

    def test_a_wrong_text_is_refused_when_rendering_too(self) -> None:
        with pytest.raises(WordsError):
            render("{% if said %}", ANNA)


GROW = "{% assign a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}"
DOUBLE = "{% assign a = a | append: a %}"


class TestBounds:
    @pytest.mark.parametrize(
        "text",
        [
            "{% for i in (1..1000000000) %}x{% endfor %}",
            "{% for i in (1..100) %}{% for j in (1..100) %}x{% endfor %}{% endfor %}",
            "{% for i in (1..900) %}x{% endfor %}" * 2,
            GROW + "{% assign a = a | replace: 'a', a %}" * 5,
            GROW + DOUBLE * 10 + "{{ a | replace: 'a', a | replace: 'a', a }}",
            GROW + DOUBLE * 10 + "{{ a | split: '' | join: a }}",
            GROW + DOUBLE * 40,
            "{{ (1..100000000) | join }}",
            GROW + DOUBLE * 10 + "{{ a }}" * 2_000,
            "{% for i in (1..999) %}" + "{{ said | upcase }}" * 50 + "{% endfor %}",
            "{% if said %}" * 40 + "{% endif %}" * 40,
            "{{ said" + " | upcase" * 80 + " }}",
            "{{" * 9_000,
            "x" * 20_001,
        ],
    )
    def test_a_bomb_is_refused_with_a_sentence(self, text: str) -> None:
        with pytest.raises(WordsError, match=r"\.$"):
            render(text, sample())

    def test_deep_nesting_is_refused_however_little_stack_is_left(self) -> None:
        with pytest.raises(WordsError):
            parse("{{ said" + "[said" * 100 + "]" * 100 + " }}")


class TestFields:
    def test_every_field_of_a_text_is_found_with_its_path(self) -> None:
        text = "{% if promise.text %}{{ person.first_name | default: me.first_name }}{% endif %}{% assign x = said %}{{ x }}"
        assert fields(text) == {"promise.text", "person.first_name", "me.first_name", "said"}

    def test_the_sample_has_every_field(self) -> None:
        text = "\n".join(f"{{{{ {merge_field.path} }}}}" for merge_field in MERGE_FIELDS)
        assert parse(text).fields == {merge_field.path for merge_field in MERGE_FIELDS}
        assert render(text, sample()).missing == ()


OWN = [
    own_merge_field("person", key, key.title(), "x") for key in ("renewal", "size", "limit", "2026_budget")
]


class TestOwnFields:
    @pytest.mark.parametrize("own", OWN)
    def test_each_can_be_written_as_it_is_told(self, own: MergeField) -> None:
        text = f"a {{{{ {own.typed} }}}}"
        assert parse(text, OWN).fields == {own.path}
        assert render(text, sample(OWN)) == Rendered("a x")
        assert render(text, {"person": {"own": {"other": "1"}}}).missing == (own.path,)

    def test_without_knowing_whose_it_is_any_may_be_there(self) -> None:
        assert parse("a {{ company.own.fleet }}").fields == {"company.own.fleet"}
        for text in ("{{ company.name }}", "{{ person.own.a.b }}", "{{ me.own.a }}"):
            with pytest.raises(WordsError):
                parse(text)

    def test_what_is_not_there_is_told_with_the_nearest(self) -> None:
        with pytest.raises(
            WordsError, match=r"Line 2: There is no field .* “person\.own\.renewl”\. Did you mean"
        ):
            parse("\n{{ person.own.renewl }}", OWN)
        with pytest.raises(WordsError, match=r"Add it in the settings, or take it out\."):
            parse("{{ company.own.fleet }}", [])

    def test_all_of_them_can_be_asked_for_but_not_printed(self) -> None:
        parse("{% if person.own %}a{% endif %}{% if company %}b{% endif %}", OWN)
        for group in ("person.own", "company", "company.own"):
            with pytest.raises(WordsError, match="is several fields"):
                parse(f"{{{{ {group} }}}}", OWN)


REFERENCE = (Path(__file__).parents[2] / "docs/reference/merge-fields.md").read_text(encoding="utf-8")


class TestReference:
    def test_it_has_every_field_as_it_is(self) -> None:
        for merge_field in MERGE_FIELDS:
            assert f"| `{merge_field.path}` | {merge_field.meaning} |" in REFERENCE

    def test_it_has_every_filter_and_no_other(self) -> None:
        rows = REFERENCE.split("## Filters")[1].split("##")[0].splitlines()
        told = {
            name
            for row in rows
            for name in re.findall(r"`(\w+)`", row.split("|")[1] if row.startswith("|") else "")
        }
        assert told == set(FILTERS)

    def test_its_examples_work(self) -> None:
        examples = re.findall(r"\{\{.*?\}\}", REFERENCE.split("## Filters")[1].replace("\\|", "|"))
        assert len(examples) > 10
        for text in examples:
            assert render(parse(text).text, sample()).text


WORDS = st.text(max_size=60) | st.sampled_from(
    [
        "{{ me.first_name }}",
        "{% for i in (1..9) %}",
        "}}{{",
        "Ünï 🙂",
        "\u202eevil",
        "\ud800",
        "عَبد الله",
        "\r\nBcc: x",
        "#{x}",
        "%}",
    ]
)
LETTER = 'Hello {{ person.first_name | default: "there" }},\n\n{% if said %}“{{ said | phrase }}”{% endif %}\n\n{{ me.signature }}'


@settings(max_examples=150, deadline=None)
@given(first_name=WORDS, words=WORDS, signature=WORDS)
@example(first_name="{{ said }}", words="{% if x %}", signature="{{ '' | nope }}")
def test_whatever_people_are_called_is_only_printed(first_name: str, words: str, signature: str) -> None:
    brief = {"person": {"first_name": first_name}, "said": words, "me": {"signature": signature}}
    body, subject = render(LETTER, brief).text, render_line("{{ person.first_name }}: {{ said }}", brief).text
    for written in (body, subject):
        assert not any((ord(c) < 32 and c not in "\n\t") or 0x202A <= ord(c) <= 0x202E for c in written)
        written.encode("utf-8")
    assert "\n" not in subject
    # A value that looks like a template comes out as it went in: its braces are neither read nor lost.
    for braces in ("{{", "{%", "}}", "%}"):
        assert first_name.count(braces) <= body.count(braces)


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="{}%|. \n'\"[]:=aif-", max_size=40) | st.text(max_size=40))
def test_any_template_is_either_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        parse(text)
    except WordsError as error:
        assert error.problem.endswith((".", "?"))  # noqa: PT017 - both outcomes are right; this checks the one
        assert error.mend.endswith((".", "?"))  # noqa: PT017 - as above
