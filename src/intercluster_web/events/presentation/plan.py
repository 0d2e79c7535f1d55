"""What the planner says, in words: how good a timetable is, why there is none, what differs between two."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intercluster_web.events.models import Event, Meeting, Participant, Slot, Table, Timetable, TimetableState
from intercluster_web.events.queries.timetable import Change

_MARK = re.compile(r"\{([sptm])(\d+)\}")
_SESSION = re.compile(r"^session (am|pm)$")

TONES = {
    TimetableState.RUNNING: "accent",
    TimetableState.PRELIMINARY: "good",
    TimetableState.FINAL: "good",
    TimetableState.FAILED: "bad",
    TimetableState.DRAFT: "warn",
}

SESSIONS = {"am": gettext_lazy("in the morning"), "pm": gettext_lazy("in the afternoon")}

REASONS = {
    "no_slot": gettext_lazy("%(meeting)s has no slot left that its wish, its people and its table allow."),
    "tables_short": gettext_lazy("%(meetings)s meetings can only be held then: %(where)s. The tables hold %(places)s."),
    "booth_short": gettext_lazy("%(meetings)s meetings are fixed at %(table)s, which has %(slots)s slots for them."),
}
PERSON_SHORT = gettext_lazy(
    "%(person)s has accepted %(meetings)s meetings that can only be held in %(slots)s slots: %(where)s."
)
SESSION_SHORT = gettext_lazy("%(person)s has accepted %(meetings)s meetings %(session)s and has %(slots)s slots then.")
CONFLICT = gettext_lazy("These cannot all hold: %(rules)s.")
RULES = {
    "order": gettext_lazy("one of these comes before the other: %(meetings)s"),
    "fixed": gettext_lazy("%(meetings)s stays where it is"),
    "wish": gettext_lazy("%(meetings)s is wished for at certain times only"),
    "table_open": gettext_lazy("the table of %(meetings)s is closed at times"),
    "one_place": gettext_lazy("%(person)s has %(n)s meetings, one at a time"),
    "closed": gettext_lazy("%(person)s cannot come at certain times"),
    "fairness": gettext_lazy("nobody has many more gaps than others (%(person)s)"),
    "tables": gettext_lazy("a slot has so many tables and no more"),
    "one_table": gettext_lazy("a table holds one meeting at a time"),
}
FAULTS = {
    "not_placed": gettext_lazy("%(meeting)s has no place."),
    "no_such_slot": gettext_lazy("%(meeting)s is in a slot that is no longer there."),
    "not_where_fixed": gettext_lazy("%(meeting)s is at %(slot)s but is to stay at %(fixed)s."),
    "against_wish": gettext_lazy("%(meeting)s is at %(slot)s, against the wish."),
    "wrong_people": gettext_lazy("%(meeting)s is attended by other people than its own."),
    "not_available": gettext_lazy("%(person)s cannot come at %(slot)s, when %(meeting)s is held."),
    "double_booked": gettext_lazy("%(person)s has two meetings at %(slot)s: %(first)s and %(second)s."),
    "too_few_tables": gettext_lazy("%(meetings)s meetings at %(slot)s and %(tables)s tables."),
    "no_such_table": gettext_lazy("%(meeting)s is at a table that is no longer there."),
    "not_at_its_table": gettext_lazy("%(meeting)s is at %(table)s and belongs at %(fixed)s."),
    "table_reserved": gettext_lazy("%(meeting)s is at %(table)s, which is somebody’s own."),
    "table_closed": gettext_lazy("%(meeting)s is at %(table)s, which cannot be used at %(slot)s."),
    "table_shared": gettext_lazy("%(first)s and %(second)s are both at %(table)s at %(slot)s."),
    "wrong_order": gettext_lazy("%(first)s has to be held before %(second)s."),
    "unfair": gettext_lazy(
        "%(person)s has %(difference)s gaps more than somebody else; the difference may be %(allowed)s."
    ),
}
WHY_NONE = {
    "stopped": gettext_lazy("The computation was stopped. Nothing has changed."),
    "broken": gettext_lazy("The computation was broken off. Nothing has changed; start it again."),
    "problem": gettext_lazy("The event contradicts itself: %(text)s"),
}
BECAUSE = {
    "no_place": gettext_lazy("there is no place for it"),
    "no_time": gettext_lazy("no place was found in the time given"),
    "cancelled": gettext_lazy("cancelled: somebody does not come"),
    "moved_out": gettext_lazy("taken out by the organiser"),
}
CHANGES = {
    "new": gettext_lazy("new in the timetable"),
    "moved": gettext_lazy("moves"),
    "table": gettext_lazy("changes table"),
    "people": gettext_lazy("somebody else of the organisation comes"),
    "out": gettext_lazy("taken out of the timetable"),
    "cancelled": gettext_lazy("is cancelled"),
}
NEEDS = {
    "no_meetings": gettext_lazy("meetings agreed on (accepted requests)"),
    "no_slots": gettext_lazy("slots"),
    "no_tables": gettext_lazy("tables"),
}


class Names:
    """The names of an event's people, slots, tables and meetings in the reader's language, each kind read once."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.zone = ZoneInfo(event.time_zone)

    @cached_property
    def slots(self) -> dict[int, Slot]:
        return {slot.pk: slot for slot in self.event.slots.all()}

    @cached_property
    def several_days(self) -> bool:
        return len({self.local(slot.starts).date() for slot in self.slots.values()}) > 1

    @cached_property
    def tables(self) -> dict[int, Table]:
        return {table.pk: table for table in self.event.tables.select_related("room")}

    @cached_property
    def people(self) -> dict[int, Participant]:
        return {person.pk: person for person in Participant.objects.filter(event=self.event)}

    @cached_property
    def meetings(self) -> dict[int, Meeting]:
        found = Meeting.objects.filter(event=self.event).prefetch_related("seats__participant")
        return {meeting.pk: meeting for meeting in found}

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def slot(self, key: int | None) -> str:
        """When a slot begins, with its day where there are several; a dash for none."""
        slot = self.slots.get(key or 0)
        return slot_name(slot, self.zone, with_day=self.several_days) if slot else "–"

    def table(self, key: int | None) -> str:
        table = self.tables.get(key or 0)
        return table.name if table else "–"

    def marked(self, text: str) -> str:
        """A text with names in the place of marks; what is gone is said to be so."""
        return _MARK.sub(lambda found: self._named(found[1], int(found[2])), text)

    def _named(self, kind: str, key: int) -> str:
        if kind == "s":
            return self.slot(key)
        if kind == "t":
            return self.table(key)
        record: Any = self.people.get(key) if kind == "p" else self.meetings.get(key)
        if record is None:
            return _("(no longer there)")
        return str(record) if kind == "p" else meeting_name(record)

    def params(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self._param(value) for key, value in params.items()}

    def _param(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        session = _SESSION.match(value)
        return SESSIONS[session[1]] if session else self.marked(value)


def slot_name(slot: Slot, zone: ZoneInfo, *, with_day: bool) -> str:
    starts = slot.starts.astimezone(zone)
    return date_format(starts, "D j N H:i") if with_day else date_format(starts, "H:i")


def meeting_name(meeting: Meeting) -> str:
    """Its title, else the organisations that meet. Seats and participants must be prefetched in lists."""
    return meeting.title or " – ".join(seat.participant.organisation_name for seat in meeting.seats.all())


def status_words(report: Mapping[str, Any]) -> tuple[str, str]:
    """How good the planner says a timetable is, and the tone of that."""
    status, gaps, bound = report.get("status"), report.get("gaps", 0), report.get("bound", 0)
    if status == "optimal":
        said = ngettext(
            "Optimal: no timetable has fewer gaps than %(n)s. This is proved.",
            "Optimal: no timetable has fewer gaps than %(n)s. This is proved.",
            gaps,
        )
        return (said if gaps else _("Optimal: nobody waits between two meetings.")) % {"n": gaps}, "success"
    if status == "within":
        above = gaps - bound
        said = ngettext(
            "Complete, within %(n)s gap of the bound: a better timetable is not excluded.",
            "Complete, within %(n)s gaps of the bound: a better timetable is not excluded.",
            above,
        )
        return said % {"n": above}, "success"
    if status == "infeasible":
        return _("There is no timetable that keeps every rule. This is proved."), "error"
    if status == "incomplete":
        without = report.get("meetings", 0) - report.get("placed", 0)
        said = ngettext(
            "Incomplete: %(n)s meeting has found no place in the time given.",
            "Incomplete: %(n)s meetings have found no place in the time given.",
            without,
        )
        return said % {"n": without}, "warning"
    return ORIGINS.get(report.get("origin", ""), ""), ""


ORIGINS = {
    "change": gettext_lazy("Begun by hand from an earlier timetable."),
    "replan": gettext_lazy("Proposed on the day, with the fewest changes."),
    "file": gettext_lazy("Read from a workbook."),
    "resumed": gettext_lazy("As it was when the event was called off."),
}


def reason_words(reason: Mapping[str, Any], names: Names) -> str:
    """Why there is no timetable."""
    code, params = reason["code"], names.params(reason.get("params", {}))
    if code == "person_short":
        session = params.get("session")
        if session in SESSIONS:
            return str(SESSION_SHORT) % {**params, "session": SESSIONS[session]}
        return str(PERSON_SHORT) % params
    if code == "rules_conflict":
        rules = reason.get("rules") or []
        return str(CONFLICT) % {"rules": "; ".join(_rule_words(rule, names) for rule in rules)}
    return str(REASONS[code]) % params if code in REASONS else names.marked(str(reason.get("text", "")))


def _rule_words(rule: Mapping[str, Any], names: Names) -> str:
    meetings = rule.get("meetings", ())
    params = {
        "person": names.marked(rule.get("person") or ""),
        "meetings": ", ".join(names.marked(one) for one in meetings),
        "n": len(meetings),
    }
    return str(RULES[rule["code"]]) % params


def fault_words(fault: Mapping[str, Any], names: Names) -> str:
    """A rule that a timetable breaks."""
    return str(FAULTS[fault["code"]]) % names.params(fault.get("params", {}))


def why_none(timetable: Timetable, names: Names) -> str:
    """Why a run gave nothing."""
    report = timetable.report
    words = WHY_NONE.get(report.get("why", ""), WHY_NONE["broken"])
    return str(words) % {"text": names.marked(str(report.get("text", "")))}


def change_words(change: Change, names: Names) -> str:
    """What changes for the people of a meeting: from when and where to when and where."""
    old, new = change.old, change.new
    if change.code == "new":
        return _("%(when)s, %(where)s") % {"when": names.slot(new.slot), "where": names.table(new.table)}
    if change.code == "moved":
        return _("from %(old)s, %(before)s to %(new)s, %(after)s") % {
            "old": names.slot(old.slot),
            "before": names.table(old.table),
            "new": names.slot(new.slot),
            "after": names.table(new.table),
        }
    if change.code == "table":
        return _("%(when)s: %(after)s instead of %(before)s") % {
            "when": names.slot(new.slot),
            "before": names.table(old.table),
            "after": names.table(new.table),
        }
    if change.code == "people":
        who = [names.marked(f"{{p{key}}}") for key in new.sits.values()]
        return _("%(when)s: %(who)s") % {"when": names.slot(new.slot), "who": ", ".join(who)}
    return _("was at %(when)s, %(where)s") % {"when": names.slot(old.slot), "where": names.table(old.table)}


def labelled(slot: Slot, zone: ZoneInfo) -> tuple[str, str]:
    """The day and the time of a slot, for the head of a column."""
    starts = slot.starts.astimezone(zone)
    return date_format(starts, "D j N"), date_format(starts, "H:i")
