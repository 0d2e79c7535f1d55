"""A comparison in words: rows with labels, cells ready to print, questions to ask."""

from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster.comparison import Cell, Comparison, Head, Item, Row
from intercluster_web.directory.models import Kind
from intercluster_web.directory.wording import country_label
from intercluster_web.scouting.presentation.links import page_of

_ITEM_PAGES = {"top_fields": "concept", "fields": "concept", "networks": "network", "common_partners": "organisation"}


@dataclass(frozen=True, slots=True)
class ItemView:
    text: str
    detail: str
    href: str
    shared: bool


@dataclass(frozen=True, slots=True)
class CellView:
    text: str
    items: tuple[ItemView, ...]
    number: float | None
    missing: bool
    weaker: bool


@dataclass(frozen=True, slots=True)
class RowView:
    code: str
    label: str
    note: str
    cells: tuple[CellView, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class SubjectView:
    key: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The comparison as it is printed. ``questions`` are by subject."""

    subjects: tuple[SubjectView, ...]
    heads: tuple[tuple[str, tuple[RowView, ...]], ...]
    common_partners: tuple[ItemView, ...]
    questions: tuple[tuple[SubjectView, tuple[str, ...]], ...]
    period: tuple[int, int] | None

    @property
    def differences(self) -> int:
        return sum(row.differs for _head, rows in self.heads for row in rows)


def sheet(comparison: Comparison) -> Sheet:
    """Word a comparison in the language of the page."""
    subjects = tuple(
        SubjectView(subject.record.key, subject.record.name, page_of("cluster", subject.record.key))
        for subject in comparison.subjects
    )
    common = next((row for row in comparison.rows if row.code == "common_partners"), None)
    return Sheet(
        subjects=subjects,
        heads=tuple(
            (_head(head), tuple(_row(row) for row in comparison.under(head) if row.code != "common_partners"))
            for head in Head
        ),
        common_partners=tuple(_item(common, item) for item in common.cells[0].items) if common else (),
        questions=tuple(
            (subject, tuple(_question(asked.row) for asked in comparison.questions if asked.subject == subject.key))
            for subject in subjects
        ),
        period=comparison.period,
    )


def _head(head: Head) -> str:
    return {
        Head.PERIMETER: _("Perimeter"),
        Head.ORIENTATIONS: _("Orientations and priorities"),
        Head.MISSIONS: _("Missions"),
        Head.ORGANISATION: _("Organisation"),
        Head.FIGURES: _("Figures"),
    }[head]


def _label(code: str) -> str:
    return {
        "kind": _("Kind"),
        "positioning": _("Positioning"),
        "country": _("Country"),
        "territory": _("Territory"),
        "fields": _("Fields"),
        "members": _("Members"),
        "orientations": _("Orientations and priorities"),
        "missions": _("Missions"),
        "structure": _("Organisation and bodies"),
        "governed": _("Has a governance"),
        "animation_team": _("Has an animation team"),
        "labels": _("Labels"),
        "age": _("Age"),
        "networks": _("Networks it belongs to"),
        "organisations": _("Organisations with projects"),
        "projects": _("Projects"),
        "partners": _("Partners in these projects"),
        "joint_projects": _("Projects together"),
        "top_fields": _("Fields where it is most concentrated"),
        "common_partners": _("Partners in common"),
    }.get(code, code)


def _note(code: str) -> str:
    return {
        "positioning": _("by kind; research and territorial development complete each other (survey of 2011)"),
        "members": _("as stated by the organisation or its source"),
        "organisations": _("its members or, weaker, organisations of its territory in its fields"),
        "projects": _("European projects these organisations took part in"),
        "joint_projects": _("projects where an organisation of one worked with an organisation of another"),
        "top_fields": _("times the average share of the field in all projects; n = its projects in the field"),
    }.get(code, "")


def _question(code: str) -> str:
    return {
        "country": _("In which country is your seat?"),
        "territory": _("Which territory do you cover, whole or in part?"),
        "fields": _("Which fields do you work in?"),
        "members": _("How many members do you have, of which SMEs, large firms and laboratories?"),
        "orientations": _("What are your strategic orientations and priorities, and until when?"),
        "missions": _("Which missions and services do you carry out for your members?"),
        "structure": _("How are you organised: legal form, bodies, funding?"),
        "governed": _("Do you have a governance that can sign an agreement?"),
        "animation_team": _("Do you have an animation team, and how many people?"),
        "labels": _("Which labels do you hold, and until when?"),
        "age": _("When were you founded?"),
        "networks": _("Which networks do you belong to?"),
    }.get(code, _label(code))


def _row(row: Row) -> RowView:
    return RowView(
        row.code, _label(row.code), _note(row.code), tuple(_cell(row, cell) for cell in row.cells), row.differs
    )


def _cell(row: Row, cell: Cell) -> CellView:
    return CellView(
        text=_text(row, cell),
        items=tuple(_item(row, item) for item in cell.items),
        number=cell.number,
        missing=cell.missing,
        weaker=cell.note == "territory",
    )


def _text(row: Row, cell: Cell) -> str:
    if cell.number is not None:
        return _number(row.unit, int(cell.number))
    if row.code == "kind":
        return str(dict(Kind.choices).get(cell.text, cell.text))
    if row.code == "positioning":
        worded = {"research": _("collaborative research"), "territory": _("territorial economic development")}
        return worded.get(cell.text, cell.text)
    if row.code == "country":
        return country_label(cell.text)
    return {"yes": _("yes"), "no": _("no")}.get(cell.text, cell.text)


def _number(unit: str, number: int) -> str:
    worded = {
        "members": lambda n: ngettext("%(n)s member", "%(n)s members", n),
        "years": lambda n: ngettext("%(n)s year", "%(n)s years", n),
        "projects": lambda n: ngettext("%(n)s project", "%(n)s projects", n),
        "organisations": lambda n: ngettext("%(n)s organisation", "%(n)s organisations", n),
    }[unit]
    return worded(number) % {"n": number}


def _item(row: Row, item: Item) -> ItemView:
    href = page_of(_ITEM_PAGES[row.code], item.key) if row.code in _ITEM_PAGES else ""
    return ItemView(item.label, _detail(row, item), href, item.shared)


def _detail(row: Row, item: Item) -> str:
    if row.code == "top_fields":
        return _("%(times)s × average, n = %(n)s") % {"times": localize(item.value), "n": item.n}
    if row.code == "common_partners":
        return ngettext("%(n)s project with each at least", "%(n)s projects with each at least", item.n or 0) % {
            "n": item.n
        }
    return {"part": _("in part"), "seat": _("seat")}.get(item.note, "")
