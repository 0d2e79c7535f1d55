"""The bodies of an alliance and who sits on them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intercluster.alliances.votes import Base, Majority, Tie
from intercluster_web.alliances.models.shared import CommonItem, new_uid


class BodyKind(models.TextChoices):
    STEERING = "steering", _("steering committee")
    SECRETARIAT = "secretariat", _("secretariat")
    WORKING_GROUP = "working_group", _("working group")
    ASSEMBLY = "assembly", _("general assembly")
    ADVISORY = "advisory", _("advisory board")


class Voting(models.TextChoices):
    ORGANISATION = "organisation", _("one organisation, one vote")
    WEIGHTED = "weighted", _("one organisation, votes by weight")


class MajorityKind(models.TextChoices):
    SIMPLE = Majority.SIMPLE.value, _("simple: more than any other option")
    ABSOLUTE = Majority.ABSOLUTE.value, _("absolute: more than half")
    TWO_THIRDS = Majority.TWO_THIRDS.value, _("two thirds")
    UNANIMITY = Majority.UNANIMITY.value, _("unanimity")


class MajorityOf(models.TextChoices):
    EXPRESSED = Base.EXPRESSED.value, _("votes expressed (abstentions do not count)")
    CAST = Base.CAST.value, _("votes cast (an abstention counts against)")
    ENTITLED = Base.ENTITLED.value, _("all who may vote (staying away counts against)")


class TieKind(models.TextChoices):
    STATUS_QUO = Tie.STATUS_QUO.value, _("nothing changes")
    CHAIR = Tie.CHAIR.value, _("the chair’s own vote decides (open ballots)")


class VotingRules(models.Model):
    """How a body votes; a vote keeps the rules it was opened with."""

    voting = models.CharField(_("who has how many votes"), max_length=12, choices=Voting, default=Voting.ORGANISATION)
    quorum = models.PositiveSmallIntegerField(
        _("quorum, as a percentage of the votes there are"),
        default=50,
        help_text=_("How much must take part; 0 for none."),
    )
    majority = models.CharField(_("majority"), max_length=10, choices=MajorityKind, default=MajorityKind.SIMPLE)
    base = models.CharField(
        _("the majority is counted of"), max_length=9, choices=MajorityOf, default=MajorityOf.EXPRESSED
    )
    tie = models.CharField(_("when votes are level"), max_length=10, choices=TieKind, default=TieKind.STATUS_QUO)

    class Meta:
        abstract = True


class Body(CommonItem, VotingRules):
    """A committee, secretariat or working group."""

    kind = models.CharField(_("kind of body"), max_length=14, choices=BodyKind, default=BodyKind.STEERING)
    name = models.CharField(_("name"), max_length=160)
    purpose = models.TextField(_("what it is for"), blank=True)
    ended_on = models.DateField(_("dissolved on"), null=True, blank=True)

    class Meta:
        ordering = ["ended_on", "name", "pk"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("alliances:body", args=[self.pk])


class MandateRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    MEMBER = "member", _("member")
    LEAD_GROUP = "lead_group", _("lead group: a world-size company that carries the alliance")
    SECRETARY = "secretary", _("secretary (no vote)")
    OBSERVER = "observer", _("observer (no vote)")


VOTING_ROLES = (MandateRole.CHAIR, MandateRole.MEMBER, MandateRole.LEAD_GROUP)


class Mandate(models.Model):
    """An organisation's seat on a body: held by a contact, or by whoever has the function."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="mandates", verbose_name=_("organisation")
    )
    contact = models.ForeignKey(
        "contacts.Contact",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mandates",
        verbose_name=_("held by"),
    )
    function = models.CharField(_("function"), max_length=160, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=MandateRole, default=MandateRole.MEMBER)
    weight = models.PositiveSmallIntegerField(_("votes of its organisation"), default=1)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    uid = models.CharField(max_length=60, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["organisation__name", "pk"]
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")

    def __str__(self) -> str:
        return f"{self.organisation} – {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return reverse("alliances:body", args=[self.body_id])
