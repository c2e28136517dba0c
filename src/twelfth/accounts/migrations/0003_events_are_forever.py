import django.db.models.deletion
from django.db import migrations, models

from twelfth.accounts import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_guard_policy"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="member",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="accounts.member"
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="workspace",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="accounts.workspace"),
        ),
        migrations.RunPython(append_only.guard, append_only.unguard),
    ]
