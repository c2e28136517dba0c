from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followups", "0002_legs_and_pauses"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["workspace", "owner", "next_kind"],
                name="followup_kind",
            ),
        ),
    ]
