"""A joint offer: stands, bids, co-labelled projects, calls opened to the other's members."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.operations.models.base import Operation, OperationLine

_MONEY: dict[str, Any] = {"max_digits": 14, "decimal_places": 2, "null": True, "blank": True}


class Stand(Operation):
    """A stand at a trade fair under a common brand (S26, S126)."""

    fair = models.CharField(_("trade fair"), max_length=160)
    place = models.CharField(_("place"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    brand = models.CharField(_("common brand"), max_length=160, blank=True)
    budget = models.DecimalField(_("budget, €"), **_MONEY)

    class Meta(Operation.Meta):
        verbose_name = _("joint stand")
        verbose_name_plural = _("joint stands")


class Exhibitor(OperationLine):
    """A member on the stand."""

    operation = models.ForeignKey(Stand, on_delete=models.CASCADE, related_name="exhibitors")
    comes_from = models.CharField(_("member of"), max_length=160, blank=True)
    shows = models.CharField(_("what they show"), max_length=300, blank=True)
    pays = models.DecimalField(_("share of the cost, €"), **_MONEY)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")


class BidResult(models.TextChoices):
    WON = "won", _("won")
    RESERVE = "reserve", _("reserve list")
    LOST = "lost", _("not retained")


class Bid(Operation):
    """An answer to a call or tender given together (S24, S61)."""

    call = models.CharField(_("call or tender"), max_length=200)
    programme = models.ForeignKey(
        "directory.Programme",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bids",
        verbose_name=_("programme"),
    )
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    deadline = models.DateField(_("deadline of the call"), null=True, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    budget = models.DecimalField(_("budget, €"), **_MONEY)
    result = models.CharField(_("result"), max_length=8, choices=BidResult, blank=True)
    result_on = models.DateField(_("result on"), null=True, blank=True)

    class Meta(Operation.Meta):
        verbose_name = _("joint bid")
        verbose_name_plural = _("joint bids")


class BidRole(models.TextChoices):
    COORDINATOR = "coordinator", _("coordinator")
    PARTNER = "partner", _("partner")
    SUBCONTRACTOR = "subcontractor", _("subcontractor")
    SUPPORT = "support", _("letter of support")


class BidPartner(OperationLine):
    """Who does what in the consortium."""

    operation = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="consortium")
    role = models.CharField(_("role"), max_length=14, choices=BidRole, default=BidRole.PARTNER)
    task = models.CharField(_("task"), max_length=300, blank=True)
    budget = models.DecimalField(_("budget, €"), **_MONEY)
    confirmed = models.BooleanField(_("confirmed"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member of the consortium")
        verbose_name_plural = _("consortium")


class Motive(models.TextChoices):
    """Why a project is labelled by several clusters (S146, S147)."""

    SKILLS = "skills", _("complementary skills")
    ROADMAPS = "roadmaps", _("roadmaps that complete each other")
    POOLING = "pooling", _("pooling")
    NEW_PROJECTS = "new_projects", _("renewing the flow of projects")
    VISIBILITY = "visibility", _("international visibility")
    CONDITION = "condition", _("the call asks for it")


class Colabel(Operation):
    """A research project labelled by several clusters (S82, S147)."""

    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    motive = models.CharField(_("why together"), max_length=12, choices=Motive, default=Motive.SKILLS)
    funder = models.CharField(_("funder"), max_length=160, blank=True)
    retained_on = models.DateField(_("retained by the funder on"), null=True, blank=True)
    budget = models.DecimalField(_("budget, €"), **_MONEY)

    class Meta(Operation.Meta):
        verbose_name = _("co-labelled project")
        verbose_name_plural = _("co-labelled projects")


class LabelState(models.TextChoices):
    ASKED = "asked", _("asked")
    EXAMINED = "examined", _("being examined")
    LABELLED = "labelled", _("labelled")
    REFUSED = "refused", _("refused")


class LabelRequest(OperationLine):
    """What one cluster answered."""

    operation = models.ForeignKey(Colabel, on_delete=models.CASCADE, related_name="labels")
    state = models.CharField(_("answer"), max_length=10, choices=LabelState, default=LabelState.ASKED)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    note = models.CharField(_("conditions or reasons"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("label request")
        verbose_name_plural = _("labels")


class OpenedCall(Operation):
    """A call of one cluster opened to the members of the others: the last step before an alliance (S109)."""

    opened_by = models.CharField(_("whose call it is"), max_length=250)
    opened_to = models.CharField(_("opened to the members of"), max_length=300)
    answers = models.PositiveIntegerField(_("answers received"), null=True, blank=True)
    answers_from_partners = models.PositiveIntegerField(_("of these from the partners’ members"), null=True, blank=True)
    retained_from_partners = models.PositiveIntegerField(_("of these retained"), null=True, blank=True)

    class Meta(Operation.Meta):
        verbose_name = _("opened call")
        verbose_name_plural = _("opened calls")
