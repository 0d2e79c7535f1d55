"""Reads: rounds a person sees, who was asked, what came back, what a link stands for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.export.calendar import Occasion
from intercluster.validation.box import Ballot, Box, filled, from_bytes, to_bytes
from intercluster.validation.results import OptionResult, pooled, results
from intercluster_web.accounts.permissions import kept_for, organisations_of, visible_to
from intercluster_web.contacts.models import Contact, Role
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import Organisation
from intercluster_web.scouting.models import Shortlist
from intercluster_web.validation.models import Audience, Invitation, Round, RoundState

ROLE_OF = {Audience.MEMBERS: Role.MEMBER, Audience.LABORATORIES: Role.LABORATORY, Audience.POSTS: Role.POST}
BETWEEN_REMINDERS = timedelta(days=3)
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def rounds(user: Any) -> "QuerySet[Round]":
    """Rounds a person sees, with how many were asked and have answered."""
    return visible_to(user, counted(Round.objects.select_related("owner"))).order_by("-created_at", "-pk")


def counted(found: "QuerySet[Round]") -> "QuerySet[Round]":
    """``asked``: people whose link was not withdrawn; ``answers``: people who have answered. Counted for each round by
    itself: joins would be made for every round there is before a list is cut to its page."""
    return found.annotate(asked=_people(withdrawn=False), answers=_people(answered=True))


def _people(**which: bool) -> Any:
    rows = Invitation.objects.filter(round=OuterRef("pk"), **which).order_by().values("round")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def rounds_of_cooperation(user: Any, cooperation: Cooperation) -> "QuerySet[Round]":
    about = Q(cooperation=cooperation) | Q(options__cooperation=cooperation)
    return rounds(user).filter(pk__in=Round.objects.filter(about).values("pk"))


def rounds_of_shortlist(user: Any, shortlist: Shortlist) -> "QuerySet[Round]":
    return rounds(user).filter(shortlist=shortlist)


def rounds_with_post(user: Any, post: Organisation) -> "QuerySet[Round]":
    """What a post abroad was asked, as far as a person may see it."""
    return rounds(user).filter(post_request__post=post).select_related("post_request", "owner")


def people_at(user: Any, post: Organisation) -> "QuerySet[Contact]":
    """Whom to ask at a post: those of a person's address books who stand for it, then others at foreign posts."""
    book = kept_for(user, Contact.objects.living()).filter(opted_out_on=None)
    known = book.filter(Q(organisation=post) | Q(role=Role.POST)).select_related("organisation", "owner")
    return known.annotate(theirs=Q(organisation=post)).order_by("-theirs", "name")


def is_ours(user: Any, asked: Round) -> bool:
    """Whether a person sees who was asked and what each said: only the people of the organisation that asks."""
    return bool(user.is_authenticated and user.seats.filter(organisation=asked.owner_id).exists())


def asked_in(found: Round) -> "QuerySet[Invitation]":
    return found.invitations.select_related("contact", "contact__organisation", "round").order_by(
        "group", "contact__name", "pk"
    )


def not_asked_yet(found: Round, q: str = "", role: str = "") -> "QuerySet[Contact]":
    """Entries of the owner's address book that could be asked; those who asked to be left alone are named apart."""
    book = Contact.objects.living().filter(owner=found.owner).exclude(invitations__round=found)
    if role:
        book = book.filter(role=role)
    if q:
        words = Q(name__icontains=q) | Q(organisation_name__icontains=q) | Q(organisation__name__icontains=q)
        book = book.filter(words | Q(function__icontains=q))
    return book.select_related("organisation").order_by("name")


def to_write_to(found: Round, reminder: bool) -> "QuerySet[Invitation]":
    """Whom a message goes to: never whoever opted out; a reminder only who has neither answered nor been reminded in
    the last days."""
    waiting = asked_in(found).filter(answered=False, withdrawn=False, contact__opted_out_on=None)
    waiting = waiting.exclude(contact=None).exclude(contact__email="").filter(contact__erased_on=None)
    if not reminder:
        return waiting.filter(sent_on=None)
    recently = timezone.localdate() - BETWEEN_REMINDERS
    lately = Q(reminded_on__gt=recently) | Q(sent_on__gt=recently)
    # Whoever was reminded of another round of ours counts as reminded: one message names them all.
    spared = Invitation.objects.filter(lately, round__owner=found.owner).values("contact")
    return waiting.exclude(sent_on=None).exclude(contact__in=spared)


def open_for(contact: Contact) -> "QuerySet[Invitation]":
    """The open rounds somebody has not answered, of the organisation whose address book they are in."""
    today = timezone.localdate()
    return (
        Invitation.objects.filter(
            contact=contact, answered=False, withdrawn=False, round__state=RoundState.OPEN, round__deadline__gte=today
        )
        .exclude(sent_on=None)
        .select_related("round", "round__owner", "contact")
        .order_by("round__deadline", "pk")
    )


def invitation_of(token: str) -> Invitation | None:
    """What a link stands for, expired or not; None where it was forged, withdrawn or cut short."""
    found = Invitation.of(token, now=_EVER)
    if found is None or found.withdrawn:
        return None
    return Invitation.objects.select_related("round", "round__owner", "contact", "contact__owner").get(pk=found.pk)


@dataclass(frozen=True)
class Outcome:
    """``answered`` of ``asked``; ``box``: the ballots as they may be shown. ``hidden`` says why there are none to show:
    "sealed" (anonymous and not closed yet) or "too_few"."""

    asked: int
    answered: int
    quorum: int
    box: Box
    options: list[OptionResult]
    hidden: str = ""

    @property
    def reached(self) -> bool:
        return self.answered >= max(self.quorum, 1)

    @property
    def groups(self) -> dict[str, int]:
        """Respondents by group, largest first."""
        return dict(sorted(self.box.answered.items(), key=lambda item: (-item[1], item[0])))


def outcome(found: Round) -> Outcome:
    """What a round has come to, as it may be shown."""
    asked = found.invitations.filter(withdrawn=False).count()
    answered = found.invitations.filter(answered=True).count()
    hidden = ""
    if found.anonymous:
        hidden = "" if found.results else "sealed" if found.state != RoundState.CLOSED else "too_few"
        box = from_bytes(_bytes_of(found.results)) if found.results else Box()
    else:
        box = pooled(named_box(found))
        if answered and not box.ballots:
            hidden = "too_few"
    quorum = found.quorum or 0
    keys = [str(pk) for pk in found.options.values_list("pk", flat=True)]
    return Outcome(asked, answered, quorum, box, results(box, keys, quorum), hidden)


def outcome_by_name(found: Round) -> Outcome:
    """The same for the people of the organisation that asked by name: those who see the names see every group."""
    shown = outcome(found)
    box = named_box(found)
    keys = [one.option for one in shown.options]
    return Outcome(shown.asked, shown.answered, shown.quorum, box, results(box, keys, shown.quorum))


def named_box(found: Round) -> Box:
    """The ballots of a named round, counted."""
    ballots = []
    for invitation in found.invitations.filter(answered=True).prefetch_related("answers"):
        marks = {str(said.option_id): said.mark() for said in invitation.answers.all()}
        ballots.append(Ballot(invitation.group, marks))
    return filled(ballots)


def _bytes_of(stored: Any) -> bytes:
    return str(stored).encode()


def stored(box: Box) -> str:
    """A box as ``Round.results`` keeps it: canonical text."""
    return to_bytes(box).decode()


def dates_for(user: Any, since: date, until: date = date.max) -> list[Occasion]:
    """The last days of our open rounds, for the shared calendar; a closed one stays, as cancelled."""
    ours = Round.objects.filter(owner__in=organisations_of(user), deadline__range=(since, until))
    read = ("title", "deadline", "updated_at", "state", "cooperation__title")
    found = ours.exclude(state=RoundState.DRAFT).select_related("cooperation").only(*read)
    return [
        Occasion(
            uid=f"validation-round-{one.pk}@intercluster",
            starts=one.deadline,
            title=_("Answers until today: %(title)s") % {"title": one.title},
            text=str(one.cooperation or one.title),
            url=one.get_absolute_url(),
            sequence=int(one.updated_at.timestamp()) // 60,
            cancelled=one.state == RoundState.CLOSED,
        )
        for one in found
    ]
