"""Common resources: event series, shared assets, pools, positions, mobility."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.operations.models.base import Operation, OperationLine


class Series(Operation):
    """Events that the partners host in turn: one year here, next year there (S62)."""

    every = models.PositiveSmallIntegerField(_("every … years"), default=1, validators=[MinValueValidator(1)])
    business_share = models.PositiveSmallIntegerField(
        _("business part, %"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("The rest is scientific."),
    )

    class Meta(Operation.Meta):
        verbose_name = _("alternating events")
        verbose_name_plural = _("alternating events")


class Host(OperationLine):
    """A host, in the agreed order."""

    operation = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="hosts")
    position = models.PositiveSmallIntegerField(_("place in the order"), default=1)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("host")
        verbose_name_plural = _("order of the hosts")


class EditionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", pgettext_lazy("operation", "cancelled")


class Edition(OperationLine):
    """One event of the series; its organisation is the host."""

    operation = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="editions")
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990), MaxValueValidator(2100)])
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=EditionState, default=EditionState.PLANNED)
    business_people = models.PositiveIntegerField(_("people from companies"), null=True, blank=True)
    science_people = models.PositiveIntegerField(_("people from research"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")


class AssetKind(models.TextChoices):
    PLATFORM = "platform", _("technology platform")
    WATCH = "watch", _("watch service")
    PATENTS = "patents", _("patent base")
    PUBLICATIONS = "publications", _("publication base")
    EQUIPMENT = "equipment", _("equipment")
    SERVICE = "service", _("service to members")


class Asset(Operation):
    """A platform, a service or a base that the partners share (S27, S28, S63)."""

    kind = models.CharField(_("kind"), max_length=12, choices=AssetKind, default=AssetKind.PLATFORM)
    held_by = models.CharField(_("held by"), max_length=250)
    access = models.TextField(_("how to get access"), blank=True)
    url = models.URLField(_("web address"), max_length=300, blank=True)
    source_rights = models.TextField(
        _("rights of the sources"),
        blank=True,
        help_text=_("For a base of patents or publications: what its sources allow, and until when."),
    )

    class Meta(Operation.Meta):
        verbose_name = _("shared asset")
        verbose_name_plural = _("shared assets")


class RightKind(models.TextChoices):
    CONSULT = "consult", _("consult")
    USE = "use", _("use")
    CONTRIBUTE = "contribute", _("contribute")
    ADMINISTER = "administer", _("administer")


class AssetRight(OperationLine):
    """What one organisation, or its members, may do with the asset."""

    operation = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="rights")
    right = models.CharField(_("right"), max_length=12, choices=RightKind, default=RightKind.USE)
    for_members = models.BooleanField(_("its members too"), default=True)
    terms = models.CharField(_("terms, price"), max_length=300, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("right")
        verbose_name_plural = _("rights")


class Pool(Operation):
    """A resource that counts only from a threshold on, such as patients for a study (S25)."""

    resource = models.CharField(_("what is pooled"), max_length=160)
    unit = models.CharField(_("unit"), max_length=60)
    target = models.DecimalField(_("threshold"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    needed_by = models.DateField(_("needed by"), null=True, blank=True)

    class Meta(Operation.Meta):
        verbose_name = _("pooled resource")
        verbose_name_plural = _("pooled resources")


class PoolPart(OperationLine):
    """What one organisation puts in."""

    operation = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="parts")
    promised = models.DecimalField(_("promised"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    confirmed = models.DecimalField(
        _("of that confirmed"), max_digits=14, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["-promised", "pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")


class Direction(models.TextChoices):
    INBOUND = "inbound", _("to our territory")
    OUTBOUND = "outbound", _("from our territory, for a time")


class Mover(models.TextChoices):
    FIRM = "firm", _("company setting up")
    RESEARCHER = "researcher", _("researcher")
    STUDENT = "student", _("high-level student")
    ENGINEER = "engineer", _("engineer")


class Mobility(Operation):
    """Companies and people attracted, or away for a time (S29)."""

    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.INBOUND)
    mover = models.CharField(_("who"), max_length=10, choices=Mover, default=Mover.RESEARCHER)
    number = models.PositiveIntegerField(_("how many"), default=1, validators=[MinValueValidator(1)])
    country = models.CharField(_("other country"), max_length=2, blank=True)
    other_place = models.CharField(_("other territory"), max_length=160, blank=True)
    host = models.CharField(_("host organisation"), max_length=250, blank=True)

    class Meta(Operation.Meta):
        verbose_name = _("attraction or mobility")
        verbose_name_plural = _("attraction and mobility")
