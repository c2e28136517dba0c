"""When we can: a member's working week and days off."""

from datetime import time
from typing import ClassVar

from django.db import models

from twelfth.accounts.models import Member, Workspace

#: What a seller can do well in a day beside everything else.
MOST_CONTACTS = 40


class WorkingHours(models.Model):
    """A member's working week. Members without a row work Monday to Friday, 9 to 18."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="working_hours")
    weekdays = models.JSONField(default=list)
    start = models.TimeField(default=time(9))
    end = models.TimeField(default=time(18))
    # Planned contacts of one day; what does not fit moves to a later one, what was promised never does.
    most_contacts = models.PositiveSmallIntegerField(default=MOST_CONTACTS)


class DayOff(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="days_off")
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "day"], name="day_off_once")]
