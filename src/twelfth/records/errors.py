"""What can be wrong with a backup, and with a merge."""


class BackupRefused(Exception):
    """The backup cannot be made or used; the message says why and what to do."""


class CannotMerge(Exception):
    """The two cannot be made one, or cannot be parted; the message says why and what to do."""


class TheSame(CannotMerge):
    """These are one and the same already. Choose two different ones."""


class NoLongerThere(CannotMerge):
    """One of the two is no longer there: somebody has merged or erased them a moment ago. Look at the list again."""


class LetterOnItsWay(CannotMerge):
    """A letter to one of the two is being sent at this moment. Try again in a minute."""


class PartedAlready(CannotMerge):
    """This merge has been taken back already."""


class MergedOnward(CannotMerge):
    """They were merged into somebody else since. Take that merge back first."""
