"""`twelfth …`: starting, operating, and what one wants from a shell. Django is loaded only by commands that need it."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from twelfth.cli.mail import mail
from twelfth.settings.env import SettingRefused

app = typer.Typer(
    name="twelfth",
    help="The follow-up system: plans, times, prepares and remembers every contact until they decide.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
people = typer.Typer(help="People: bring them in, give them their data.", no_args_is_help=True)
password = typer.Typer(help="Passwords of members.", no_args_is_help=True)
app.add_typer(people, name="people")
app.add_typer(password, name="password")
cadence = typer.Typer(
    help="Plans: look at one with real dates, write it to a file, bring one in.", no_args_is_help=True
)
app.add_typer(cadence, name="cadence")
app.add_typer(mail, name="mail")

workspace_ = typer.Typer(help="A whole workspace: take it out, bring it in.", no_args_is_help=True)
app.add_typer(workspace_, name="workspace")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
WorkspaceId = Annotated[int | None, typer.Option("--workspace", help="Its number, when there are several.")]


def refuse(sentence: str) -> NoReturn:
    """Say what is wrong and end with status 1."""
    typer.secho(sentence, err=True, fg=typer.colors.RED)
    raise typer.Exit(1)


@app.command()
def start(
    demo: Annotated[bool, typer.Option("--demo", help="Offer the demo workspace, filled and ready.")] = False,
) -> None:
    """Start web and worker as one; set everything up first where needed."""
    from twelfth.cli import process

    try:
        raise typer.Exit(process.start(demo=demo))
    except SettingRefused as error:
        refuse(str(error))


@app.command()
def web() -> None:
    """Serve the pages (one of as many processes as wanted)."""
    from twelfth.cli import process

    process.web()


@app.command()
def worker() -> None:
    """Do what happens by itself: the tick, sending, reading, long work (one of as many processes as wanted)."""
    from twelfth.cli import process

    process.worker()


@app.command()
def prepare() -> None:
    """Bring the database and the static files up to date; makes a backup before it changes tables."""
    from twelfth.cli import process

    process.prepare()


@people.command("import")
def people_import(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV, Excel, OpenDocument or vCard.")
    ],
    *,
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADER=FIELD", help="What a column is; HEADER= leaves it out."),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The sheet of a workbook; else the one with the most rows."),
    ] = None,
    day_first: Annotated[
        bool | None,
        typer.Option("--day-first/--month-first", help="What 3/4/2026 is, where the file does not tell."),
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="COUNTRY", help="Where numbers without a country are dialled from.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come of it.")] = False,
    workspace: WorkspaceId = None,
    member: Annotated[str | None, typer.Option("--as", help="E-mail of the member who imports.")] = None,
    as_json: AsJson = False,
) -> None:
    """Import people from a HubSpot, Salesforce, Pipedrive, Google or Outlook export, a spreadsheet or vCards."""
    from twelfth.cli import importing

    told = importing.Told(mapped=mapped or [], sheet=sheet, is_day_first=day_first, country=country)
    importing.import_people(file, workspace, member, told=told, dry_run=dry_run, as_json=as_json)


@people.command("doubles")
def people_doubles(
    workspace: WorkspaceId = None,
    member: Annotated[str | None, typer.Option("--as", help="E-mail of the member who asks.")] = None,
    search: Annotated[bool, typer.Option("--search", help="Search now instead of tonight.")] = False,
    as_json: AsJson = False,
) -> None:
    """List who may be there twice, with what speaks for and against it. Nothing is merged."""
    from twelfth.cli import doubles

    doubles.list_doubles(workspace, member, searches=search, as_json=as_json)


@people.command("export-one")
def people_export_one(
    person: Annotated[int, typer.Argument(metavar="ID", help="The number in the address of their page.")],
    file: Annotated[Path, typer.Argument(dir_okay=False, help="Where to write the archive (.zip).")],
    workspace: WorkspaceId = None,
    member: Annotated[str | None, typer.Option("--as", help="E-mail of the member who exports.")] = None,
) -> None:
    """Write everything that is kept about one person into an archive: JSON, a page, plain text, files."""
    from twelfth.cli import data

    data.export_one(person, file, workspace, member)


@app.command()
def today(
    member: Annotated[str | None, typer.Option("--as", help="E-mail of the member.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print what is to be done today, and why."""
    from twelfth.cli import commands

    commands.today(member, as_json=as_json)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write it.")]) -> None:
    """Write a complete backup of the database, also while Twelfth runs."""
    from twelfth.cli import commands

    commands.backup(file)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Replace everything by a backup. What was queued becomes unknown, and sending waits for a person."""
    from twelfth.cli import commands

    commands.restore(file, yes=yes)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check everything and say how to mend it. Ends with status 1 when something does not work."""
    from twelfth.cli import commands

    raise typer.Exit(commands.doctor(as_json=as_json))


@cadence.command("preview")
def cadence_preview(
    name: Annotated[str, typer.Argument(help="A plan's key or name, or a .toml file.")],
    start: Annotated[str, typer.Option(help="The day it starts, like 2026-12-18.")],
    zone: Annotated[str, typer.Option(help="Their time zone, like Europe/Lisbon.")],
    country: Annotated[str, typer.Option(help="Their country, for its holidays, like PT.")] = "",
    my_zone: Annotated[str | None, typer.Option(help="Your time zone, where it is another.")] = None,
    my_country: Annotated[str | None, typer.Option(help="Your country, where it is another.")] = None,
    most: Annotated[int, typer.Option(min=1, max=1000, help="Contacts at most.")] = 40,
    as_json: AsJson = False,
) -> None:
    """Print the dated contacts of a plan with the reason for each date, for somebody who never answers."""
    from twelfth.cli import plans
    from twelfth.rules.facts import Place

    there = Place(zone=zone, country=country)
    here = Place(zone=my_zone or zone, country=country if my_country is None else my_country)
    plans.preview(name, start=start, here=here, there=there, most=most, as_json=as_json)


@cadence.command("list")
def cadence_list(
    member: Annotated[str | None, typer.Option("--as", help="E-mail of the member.")] = None,
) -> None:
    """Print the plans of the workspace: key and name."""
    from twelfth.cli import plans

    plans.listed(member)


@cadence.command("export")
def cadence_export(
    name: Annotated[str, typer.Argument(help="A plan's key or name.")],
    file: Annotated[Path | None, typer.Argument(help="Where to write it; printed if left out.")] = None,
    member: Annotated[str | None, typer.Option("--as", help="E-mail of the member.")] = None,
) -> None:
    """Write a plan as a text file that others can bring in."""
    from twelfth.cli import plans

    plans.export(name, member, file)


@cadence.command("import")
def cadence_import(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A plan as a .toml file.")],
    member: Annotated[str | None, typer.Option("--as", help="E-mail of the member.")] = None,
) -> None:
    """Bring a plan in from a text file; where its key is there already, it becomes the next version."""
    from twelfth.cli import plans

    plans.bring_in(file, member)


@workspace_.command("export")
def workspace_export(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="Where to write the archive (.zip).")],
    workspace: WorkspaceId = None,
    member: Annotated[str | None, typer.Option("--as", help="E-mail of the member who exports.")] = None,
) -> None:
    """Write a whole workspace into an archive in open formats, which can be brought in again."""
    from twelfth.cli import data

    data.export_workspace(file, workspace, member)


@workspace_.command("import")
def workspace_import(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An exported workspace (.zip).")],
    owner: Annotated[
        str, typer.Option("--owner", help="Another e-mail for its first owner to log in with.")
    ] = "",
) -> None:
    """Bring an exported workspace in as a new one. Nothing is sent from it until a person lets it."""
    from twelfth.cli import data

    data.import_workspace(file, owner)


@password.command("set")
def password_set(email: str) -> None:
    """Set a member's password: for whoever operates the machine, when nobody can log in."""
    from twelfth.cli import commands

    commands.set_password(email)


if __name__ == "__main__":
    app()
