"""`twelfth mail …`: letters, mailboxes and the outbox from a shell. What the commands do is in modules of their own."""

import typer

mail = typer.Typer(help="Letters, mailboxes and the outbox, looked at from a shell.", no_args_is_help=True)
