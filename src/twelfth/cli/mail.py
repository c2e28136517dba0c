"""`twelfth mail …`: letters, mailboxes and the outbox from a shell. What the commands do is in modules of their own."""

from typing import Annotated

import typer

mail = typer.Typer(help="Letters, mailboxes and the outbox, looked at from a shell.", no_args_is_help=True)


@mail.command("classify")
def classify(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Letters as they came; - for stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line and file.")] = False,
    now: Annotated[
        str | None, typer.Option(help="The day from which dates are counted, like 2026-12-18.")
    ] = None,
    country: Annotated[
        str, typer.Option(help="The writer's country, like US: says how 9/8/2026 is read.")
    ] = "",
) -> None:
    """Print what letters are: a reply, an automatic reply, a bounce and why … Needs no database."""
    from twelfth.cli import letters

    raise typer.Exit(letters.print_kinds(files, now=now, country=country, as_json=as_json))


@mail.command("reply-text")
def reply_text(
    file: Annotated[str, typer.Argument(help="A letter as it came; - for stdin.")],
) -> None:
    """Print the new words of a letter, without quotation and signature. Needs no database."""
    from twelfth.cli import letters

    raise typer.Exit(letters.print_reply_text(file))


@mail.command("check")
def check(
    mailbox: Annotated[str, typer.Argument(help="The address of a connected mailbox.")],
    workspace: Annotated[int | None, typer.Option(help="Its number, when there are several.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Log in to both servers of a mailbox, and say in plain words what is wrong. Ends with status 1 if anything is."""
    from twelfth.cli.process import django

    django()
    from twelfth.cli import mailboxes

    raise typer.Exit(mailboxes.check(mailbox, workspace=workspace, as_json=as_json))


@mail.command("rotate-key")
def rotate_key(
    forget_old: Annotated[
        bool, typer.Option("--forget-old", help="Take the old keys out, once all is locked with the new one.")
    ] = False,
) -> None:
    """Make a new key for passwords and tokens, and lock everything with it."""
    from twelfth.cli.process import django

    django()
    from twelfth.cli import mailboxes

    mailboxes.rotate_key(forget_old=forget_old)


@mail.command("outbox")
def outbox(
    mailbox: Annotated[str | None, typer.Option(help="Only this address.")] = None,
    workspace: Annotated[int | None, typer.Option(help="Only this one, by its number.")] = None,
    most: Annotated[int, typer.Option(min=1, max=10_000, help="Messages at most.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Print what is on its way, what is unknown and what failed lately, with the reasons."""
    from twelfth.cli.process import django

    django()
    from twelfth.cli import outbox as shown

    shown.show(mailbox, workspace=workspace, most=most, as_json=as_json)
