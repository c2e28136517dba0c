"""The pages of an import: looked at in another way, remembered, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.importing.test_other_formats import workbook
from tests.world import World
from twelfth.accounts.models import Role
from twelfth.background.models import FileRow, Job
from twelfth.jobs import long_work
from twelfth.people.custom.actions import define_field
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import CustomField, CustomValue, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _logged_in(client: Client, world: World) -> None:
    client.force_login(world.member.user)


FILE = "Vorname;Nachname;Email;Punkte\nAda;King;ada@x.example;7\nBo;Lind;bo@x.example;8\nNur ein Titel\n"


def upload(client: Client, text: str | bytes = FILE, name: str = "people.csv") -> Job:
    content = text.encode() if isinstance(text, str) else text
    client.post(reverse("imports"), {"file": SimpleUploadedFile(name, content)})
    return Job.objects.latest("pk")


def begin(client: Client, world: World, job: Job, **chosen: str) -> Job:
    client.post(reverse("import-begin", args=[job.pk]), chosen)
    while long_work.do_one("me", world.wiring):
        pass
    job.refresh_from_db()
    return job


def test_the_file_is_read_in_another_way(client: Client) -> None:
    job = upload(client)
    page = client.get(reverse("import-preview", args=[job.pk])).content.decode()
    assert "as found: semicolon" in page
    answer = client.post(
        reverse("import-look", args=[job.pk]), {"delimiter": ",", "encoding": ""}, follow=True
    )
    assert "Vorname;Nachname;Email;Punkte" in answer.content.decode()
    answer = client.post(reverse("import-look", args=[job.pk]), {"encoding": "nonsense"}, follow=True)
    assert "is not an encoding" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_column_chosen_is_looked_at_and_remembered(client: Client, world: World) -> None:
    job = upload(client)
    column = {"column-3": "notes", "encoding": "", "delimiter": ""}
    page = client.post(reverse("import-look", args=[job.pk]), column, follow=True).content.decode()
    assert "Chosen by you." in page
    assert begin(client, world, job, **column).result["created"] == 2
    assert Person.objects.get(given_name="Ada").notes == "7"
    again = upload(client, FILE.replace("Ada;King;ada@", "Cy;Ng;cy@"))
    page = client.get(reverse("import-preview", args=[again.pk])).content.decode()
    assert "understood as you said" in page
    begin(client, world, again, **column)
    assert Person.objects.get(given_name="Cy").notes == "7"


def test_each_row_is_shown_and_the_import_taken_back(client: Client, world: World) -> None:
    job = begin(client, world, upload(client))
    result = reverse("import-result", args=[job.pk])
    page = client.get(result).content.decode()
    assert "stands alone in its row" in page
    assert "Ada King" in client.get(result, {"result": "created"}).content.decode()
    assert "Row 2" in client.get(result, {"row": "2"}).content.decode()
    wrong = b"".join(client.get(reverse("import-wrong-rows", args=[job.pk])).streaming_content).decode()  # type: ignore[attr-defined]  # a streaming answer's
    assert "What was wrong" in wrong
    assert "Nur ein Titel" in wrong
    assert client.get(reverse("import-undo", args=[job.pk])).status_code == 405
    for _ in range(2):
        client.post(reverse("import-undo", args=[job.pk]))
    while long_work.do_one("me", world.wiring):
        pass
    assert not Person.objects.exists()
    assert set(FileRow.objects.exclude(result="wrong").values_list("undo", flat=True)) == {"undone"}
    assert "was taken back" in client.get(result).content.decode()


def test_what_was_said_of_columns_is_forgotten_when_it_is_taken_back(client: Client, world: World) -> None:
    job = begin(client, world, upload(client), **{"column-3": "title"})
    client.post(reverse("import-undo", args=[job.pk]))
    again = upload(client)
    assert not again.arguments["fields"]


def test_the_mended_rows_are_understood_as_the_file_they_came_from(client: Client, world: World) -> None:
    job = begin(client, world, upload(client), **{"column-3": "notes"})
    wrong = b"".join(client.get(reverse("import-wrong-rows", args=[job.pk])).streaming_content)  # type: ignore[attr-defined]  # a streaming answer's
    mended = wrong.decode("utf-8-sig").replace("Nur ein Titel,,,", "Cy,Ng,cy@x.example,9")
    again = upload(client, mended, "mended.csv")
    assert again.arguments["fields"] == {"Punkte": "notes"}
    begin(client, world, again, **{"column-3": "notes"})
    assert Person.objects.get(given_name="Cy").notes == "9"


def test_a_column_goes_into_a_field_of_ones_own(client: Client, world: World) -> None:
    define_field(world.by, "Hall", Kind.TEXT, now=world.now)
    job = upload(client)
    page = client.get(reverse("import-preview", args=[job.pk])).content.decode()
    assert '<option value="custom:hall">Hall</option>' in page
    assert "Make a new field of it" in page
    column = {"column-3": "new-field"}
    page = client.post(reverse("import-look", args=[job.pk]), column, follow=True).content.decode()
    assert "A new field is made of it; what it holds: number." in page
    assert "Punkte: 7" in page
    assert not CustomField.objects.filter(label="Punkte").exists()
    begin(client, world, job, **column)
    assert CustomValue.objects.filter(field__label="Punkte").count() == 2
    page = client.get(reverse("import-preview", args=[upload(client).pk])).content.decode()
    assert '<option value="custom:punkte" selected>Punkte</option>' in page


def test_a_column_goes_into_a_field_of_companies(client: Client, world: World) -> None:
    define_field(world.by, "Points", Kind.NUMBER, of=CustomField.COMPANY, now=world.now)
    job = upload(client, "Name,Email,Company,Punkte\nAda King,ada@x.example,Norrby,7\n")
    page = client.get(reverse("import-preview", args=[job.pk])).content.decode()
    assert '<option value="custom:company:points">Company: Points</option>' in page
    assert "Make a new field of companies of it" in page
    column = {"column-3": "custom:company:points"}
    page = client.post(reverse("import-look", args=[job.pk]), column, follow=True).content.decode()
    assert "Company: Points: 7" in page
    begin(client, world, job, **column)
    assert CustomValue.objects.get().company == Person.objects.get().company


def test_nobody_else_s_field_can_be_chosen_and_none_made_without_being_allowed(
    client: Client, world: World
) -> None:
    job = upload(client)
    look = reverse("import-look", args=[job.pk])
    assert client.post(look, {"column-3": "custom:elsewhere"}).status_code == 404
    world.member.role = Role.SELLER
    world.member.save()
    assert "Make a new field" not in client.get(reverse("import-preview", args=[job.pk])).content.decode()
    assert client.post(look, {"column-3": "new-field"}).status_code == 404


def test_the_sheet_of_a_workbook_is_chosen_on_the_page(client: Client, world: World) -> None:
    rows = [["Name", "Email", "Lot"], ["Ada King", "ada@x.example", "7"], ["Bo Lind", "bo@x.example", "8"]]
    book = workbook(rows, [], [["Name", "Email"], ["Cy Ng", "cy@x.example"]])
    job = upload(client, book, "people.xlsx")
    preview, look = (reverse(name, args=[job.pk]) for name in ("import-preview", "import-look"))
    page = client.get(preview).content.decode()
    assert '<option value="" selected>S1, 2 rows</option>' in page
    assert '<option value="S2" disabled>S2, empty</option>' in page
    chosen = {"sheet": "", "column-2": "notes"}
    assert "Chosen by you." in client.post(look, chosen, follow=True).content.decode()
    page = client.post(look, {"sheet": "S3", "column-2": "notes"}, follow=True).content.decode()
    assert '<option value="S3" selected>S3, 1 row</option>' in page
    assert "Cy Ng" in page
    assert "There is no sheet" in client.post(look, {"sheet": "S9"}, follow=True).content.decode()
    begin(client, world, job, sheet="S3")
    assert Person.objects.get().full_name == "Cy Ng"
    assert (
        "Sheet of the workbook"
        not in client.get(reverse("import-preview", args=[upload(client).pk])).content.decode()
    )


OPEN = "Name,Email,Phone,Birthday\nAda King,ada@x.example,030 1234567,3/4/1980\n"


def test_what_dates_and_numbers_mean_is_said_on_the_page_and_remembered(client: Client, world: World) -> None:
    job = upload(client, OPEN)
    preview, look = (reverse(name, args=[job.pk]) for name in ("import-preview", "import-look"))
    page = client.get(preview).content.decode()
    assert "“3/4/1980” could be two days" in page
    assert "Day first: 3 April 1980" in page
    assert "Month first: 4 March 1980" in page
    assert "“030 1234567” has no country" in page
    said = {"day_order": "month_first", "country": "DE", "column-0": "full_name"}
    page = client.post(look, said, follow=True).content.decode()
    assert '<option value="month_first" selected>' in page
    assert '<option value="DE" selected>' in page
    begin(client, world, job, **said)
    ada = Person.objects.get()
    assert ada.birthday == "1980-03-04"
    assert ada.contact_points.get(channel="phone").value == "+49301234567"
    again = upload(client, OPEN.replace("3/4", "5/6"))
    page = client.get(reverse("import-preview", args=[again.pk])).content.decode()
    assert "understood as you said" in page
    assert '<option value="month_first" selected>' in page
    assert '<option value="DE" selected>' in page
    for wrong in ({"day_order": "year_first"}, {"country": "Atlantis"}):
        assert client.post(look, wrong).status_code == 404


def test_nothing_is_asked_where_the_file_tells(client: Client) -> None:
    told = OPEN.replace("030 1", "+49 30 1").replace("3/4", "31/4").replace("\n", "\r\n")
    page = client.get(reverse("import-preview", args=[upload(client, told).pk])).content.decode()
    assert 'id="day_order"' not in page
    assert 'id="country"' not in page


def test_an_upload_is_led_on_with_and_without_our_script(client: Client) -> None:
    def sent(page: str, text: str, **headers: str) -> HttpResponse:
        file = SimpleUploadedFile("people.csv", text.encode())
        return client.post(reverse(page), {"file": file, "everything": "yes"}, headers=headers)  # type: ignore[return-value]  # what the client answers with

    for page in ("imports", "suppressions-import"):
        assert sent(page, FILE).status_code == 302
        answer = sent(page, FILE, **{"X-Upload": "yes"})
        assert (answer.status_code, answer.content) == (201, b"")
        assert client.get(answer.headers["Location"]).status_code == 200
        assert sent(page, "", **{"X-Upload": "yes"}).status_code == 422
