"""A person's own calendar, for the program they use."""

from django.db import models

from intercluster_web.accounts.access_links import AccessLink


class CalendarLink(AccessLink):
    """The secret address a person subscribes to; a new one makes the old one useless."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="calendar_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], name="one_calendar_link_per_person")]
