"""The list of who is left alone can be read and exported: the plain address beside the hash, and whole domains."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils.crypto import salted_hmac


def fill_in_values(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The plain address of each entry whose person is still here. Of the others only the hash was ever kept."""
    suppression = apps.get_model("people", "Suppression")
    point = apps.get_model("people", "ContactPoint")
    for workspace_id in suppression.objects.values_list("workspace_id", flat=True).distinct():
        entries = suppression.objects.filter(workspace=workspace_id)
        points = point.objects.filter(workspace=workspace_id, person__opt_outs__isnull=False)
        plain = {
            _hash(workspace_id, value): value for value in points.values_list("value", flat=True).distinct()
        }
        known = [entry for entry in entries if entry.value_hash in plain]
        for entry in known:
            entry.value = plain[entry.value_hash]
        suppression.objects.bulk_update(known, ["value"], batch_size=500)


def _hash(workspace_id: int, value: str) -> str:
    # As people/suppressions.py had it when this was written.
    return salted_hmac(f"twelfth.suppression.{workspace_id}", value, algorithm="sha256").hexdigest()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_events_are_forever"),
        ("people", "0002_complaints"),
    ]

    operations = [
        migrations.AddField(
            model_name="suppression",
            name="kind",
            field=models.CharField(default="address", max_length=10),
        ),
        migrations.AddField(
            model_name="suppression",
            name="value",
            field=models.CharField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="suppression",
            name="note",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="suppression",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.member",
            ),
        ),
        migrations.AddIndex(
            model_name="suppression",
            index=models.Index(fields=["workspace", "-at", "-id"], name="suppression_list"),
        ),
        migrations.RunPython(fill_in_values, migrations.RunPython.noop),
    ]
