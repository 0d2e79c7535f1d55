"""What every import of a table does: its columns, its rows read with every error, and the plan shown before writing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.fields.wording import words
from intercluster_web.cells import RowError, plain_text
from intercluster_web.spreadsheets import Fields, Sheet, UnreadableFileError, read_sheet

NEW, CHANGED, SAME = "new", "changed", "same"
_SHOWN = 200  # rows of a plan shown before they are written

# Columns that say who a person is, and the headings (folded) that mean them without being asked.
PERSON: Fields = {
    "name": (
        gettext_lazy("Name"),
        {"name", "nom complet", "full name", "nom et prenom", "prenom nom", "contact", "participant"},
    ),
    "first_name": (gettext_lazy("First name"), {"first name", "prenom", "given name"}),
    "last_name": (gettext_lazy("Last name"), {"last name", "nom", "nom de famille", "family name", "surname"}),
    "function": (gettext_lazy("Function"), {"function", "fonction", "poste", "job title", "title", "titre"}),
    "organisation_name": (
        gettext_lazy("Organisation"),
        {"organisation", "organization", "entreprise", "societe", "company", "structure", "raison sociale"},
    ),
    "email": (
        gettext_lazy("E-mail address"),
        {"e mail", "email", "mail", "courriel", "e mail address", "adresse e mail", "adresse mail", "e mail 1 value"},
    ),
    "country": (gettext_lazy("Country"), {"country", "pays", "code pays", "business country region"}),
    "language": (gettext_lazy("Language"), {"language", "langue"}),
}

Readers = Mapping[str, Callable[[str], Any]]


@dataclass
class PlannedRow:
    """One row, read; empty cells have no value. ``record`` is the entry it changes, if any."""

    line: int
    values: dict[str, Any]
    record: Any = None
    status: str = NEW
    changes: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What else people should know before they write this row."""
        return ""

    def told(self, name: str) -> str:
        """A value in words."""
        return str(self.values.get(name, ""))


Row = TypeVar("Row", bound=PlannedRow)


@dataclass
class Plan(Generic[Row]):
    """What an import would do. It can be applied only without errors."""

    rows: list[Row]
    errors: list[RowError]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.status for row in self.rows)

    def to_write(self) -> list[Row]:
        """The rows that change something.

        Raises
        ------
        ValueError
            The plan has errors.
        """
        if self.errors:
            raise ValueError("a plan with errors cannot be applied")
        return [row for row in self.rows if row.status != SAME]


def sheet_of(form: Form, read: Callable[[bytes, str], Sheet] = read_sheet) -> tuple[bytes, str, Sheet] | None:
    """Content, name and table of the field ``file`` of a valid form; None, with the error in the form, where the file
    cannot be read."""
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        return content, file.name, read(content, file.name)
    except UnreadableFileError as error:
        form.add_error("file", str(error))
        return None


def chosen_mapping(posted: Mapping[str, str], headings: list[str], fields: Fields) -> dict[str, str]:
    """Heading -> field, as chosen in ``includes/import_columns.html``."""
    return {
        heading: use if (use := posted.get(f"column-{place}", "")) in fields else ""
        for place, heading in enumerate(headings)
    }


def used_twice(mapping: Mapping[str, str], fields: Fields) -> list[RowError]:
    """An error for each field that several columns are read as."""
    used = Counter(use for use in mapping.values() if use)
    return [
        RowError(1, str(fields[use][0]), "", _("Two columns are read as this; choose one."))
        for use, times in used.items()
        if times > 1
    ]


def no_names(mapping: Mapping[str, str], fields: Fields, *any_of: str) -> list[RowError]:
    """An error when no column is read as one of ``any_of``, which hold the names."""
    if set(any_of) & set(mapping.values()):
        return []
    return [RowError(1, str(fields["name"][0]), "", _("Choose the column that holds the names."))]


def read_rows(
    sheet: Sheet, mapping: Mapping[str, str], readers: Readers
) -> Iterator[tuple[int, dict[str, Any], list[RowError]]]:
    """Line, values and errors of each row."""
    columns = [(place, heading, mapping.get(heading, "")) for place, heading in enumerate(sheet.headings)]
    for line, cells in zip(sheet.lines, sheet.rows, strict=True):
        values: dict[str, Any] = {}
        errors: list[RowError] = []
        for place, heading, use in columns:
            text = cells[place] if use else ""
            try:
                if text := plain_text(text):
                    values[use] = readers[use](text)
            except ValidationError as error:
                errors.append(RowError(line, heading, text[:60], error.messages[0]))
        yield line, values, errors


def join_names(values: dict[str, Any]) -> None:
    """The name of a person from first and last name, where the table keeps them apart; at most 160 characters."""
    parts = [values.pop("first_name", ""), values.pop("last_name", "")]
    values["name"] = values.get("name") or " ".join(part for part in parts if part)[:160]


def person_key(name: str, organisation_name: str, email: str) -> tuple[str, ...]:
    """What tells a person from another: the address, else the name and the organisation."""
    return (email,) if email else (" ".join(words(name)), " ".join(words(organisation_name)))


def preview_context(
    held: Mapping[str, Any],
    sheet: Sheet,
    mapping: Mapping[str, str],
    fields: Fields,
    plan: Plan[Any],
    *,
    shown: tuple[str, ...],
) -> dict[str, Any]:
    """What the page before the writing shows: the file, its columns, the errors and the first rows of the plan.

    ``shown``: fields told of each row beside its name. For ``includes/import_columns.html``, ``import_errors.html`` and
    ``import_plan.html``.
    """
    labels = {name: label for name, (label, _words) in fields.items()}
    return {
        "token": held["token"],
        "file": held["name"],
        "columns": [
            (place, heading, mapping[heading], next((row[place] for row in sheet.rows if row[place]), ""))
            for place, heading in enumerate(sheet.headings)
        ],
        "fields": list(labels.items()),
        "plan": plan,
        "shown": [labels[name] for name in shown],
        "rows": [
            (row, [row.told(name) for name in shown], [labels.get(name, name) for name in row.changes])
            for row in plan.rows[:_SHOWN]
        ],
        "errors": plan.errors[:_SHOWN],
    }
