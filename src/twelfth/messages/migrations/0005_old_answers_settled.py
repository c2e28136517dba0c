"""What was heard before there was an inbox waits there only where its follow-up still waits for somebody to look."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, F, OuterRef


def settle_what_waits_for_nobody(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Settled when it came: that moment is known, the one at which somebody looked is not."""
    incoming = apps.get_model("mail", "IncomingMessage")
    followup = apps.get_model("followups", "FollowUp")
    waits = followup.objects.filter(
        pk=OuterRef("followup"), ended_at=None, answer_waits_since__isnull=False
    ).filter(answer_waits_since__lte=OuterRef("received_at"))
    answers = incoming.objects.filter(kind__in=["reply", "unsubscribe", "calendar"]).filter(Exists(waits))
    old = incoming.objects.filter(settled_at=None).exclude(pk__in=answers.values("pk"))
    old.update(settled_at=F("received_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("followups", "0004_listed_by_moment"),
        ("mail", "0004_sending_limits"),
    ]

    operations = [migrations.RunPython(settle_what_waits_for_nobody, migrations.RunPython.noop)]
