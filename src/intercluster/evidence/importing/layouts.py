"""The layouts of CORDIS: which columns each file must have, which it may have."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A file of the official export, known by its name or else by its columns."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)


PROJECT = Layout(
    "project",
    ("id", "acronym", "title", "startDate"),
    ("rcn", "frameworkProgramme", "legalBasis", "topics", "endDate", "contentUpdateDate"),
)
ORGANIZATION = Layout(
    "organization",
    ("projectID", "organisationID", "name", "country", "role"),
    ("SME", "activityType", "city", "nutsCode", "geolocation", "order", "ecContribution", "contentUpdateDate"),
)
EUROSCIVOC = Layout("euroSciVoc", ("projectID", "euroSciVocCode"), ("euroSciVocTitle",))
TOPICS = Layout("topics", ("projectID", "topic"))

CORDIS = (PROJECT, ORGANIZATION, EUROSCIVOC, TOPICS)


def layout_by_name(stem: str) -> Layout | None:
    """The layout of ``project.csv`` and so on, whatever the case of the name."""
    return next((layout for layout in CORDIS if layout.name.casefold() == stem), None)


def layout_by_columns(header: list[str]) -> Layout | None:
    """The layout whose required columns are all there; the one that asks for most wins."""
    folded = {name.strip().casefold() for name in header}
    fitting = [layout for layout in CORDIS if folded.issuperset(name.casefold() for name in layout.required)]
    return max(fitting, key=lambda layout: len(layout.required), default=None)
