from django.db import migrations, models


def told_so_far(apps, _editor):
    """Whoever got a message before heard what the event says now: nothing of it is news to them."""
    for event in apps.get_model("events", "Event").objects.all():
        said = {name: str(getattr(event, name)) for name in ("title", "place", "time_zone", "starts_on", "ends_on")}
        event.notices.update(told_of_event=said)


class Migration(migrations.Migration):
    dependencies = [("events", "0006_announcements_and_delivery")]

    operations = [
        migrations.RemoveField(model_name="participant", name="calendar_sequence"),
        migrations.AddField(
            model_name="event",
            name="calendar_sequence",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(model_name="notice", name="told_of_event", field=models.JSONField(default=dict)),
        migrations.RunPython(told_so_far, migrations.RunPython.noop),
    ]
