"""What can be wrong with a backup."""


class BackupRefused(Exception):
    """The backup cannot be made or used; the message says why and what to do."""
