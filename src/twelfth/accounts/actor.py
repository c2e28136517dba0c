"""Who does something: every action is told, every event remembers."""

from dataclasses import dataclass
from enum import StrEnum

from twelfth.accounts.models import Member, Role, Workspace


class Permission(StrEnum):
    """What a role may do. Reading one's own workspace needs none."""

    LOG = "log contacts and promises"
    WORK = "plan, send and decide"
    IMPORT = "import people"
    COLLEAGUES = "change in bulk what colleagues follow up"
    OVERRIDE = "override a hard rule of the guard"
    MANAGE = "manage members and settings"
    ERASE = "erase people"
    EXPORT = "take out the data of the whole workspace"


_MAY: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.MANAGER: frozenset(Permission),
    Role.SELLER: frozenset({Permission.LOG, Permission.WORK, Permission.IMPORT}),
    Role.VIEWER: frozenset({Permission.LOG}),
}


class NotAllowed(Exception):
    """Somebody tried what their role does not allow."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(
            f"Your role does not allow you to {permission}. Ask an owner or a manager of the workspace."
        )
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Actor:
    """A member, or (member None) the product itself acting in a workspace."""

    workspace: Workspace
    member: Member | None = None

    @property
    def name(self) -> str:
        return self.member.name if self.member else "Twelfth"

    @property
    def role(self) -> str:
        return self.member.role if self.member else ""

    def may(self, permission: Permission) -> bool:
        return self.member is None or permission in _MAY[Role(self.member.role)]

    def require(self, permission: Permission) -> None:
        """Raises NotAllowed unless the actor may."""
        if not self.may(permission):
            raise NotAllowed(permission)
