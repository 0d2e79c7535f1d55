"""Subjects of a comparison, as the directory and the evidence have them."""

from collections.abc import Sequence

from django.utils import timezone

from intercluster.comparison import Comparison, Subject, compare
from intercluster.directory.types import ClusterRecord, OrganisationKind
from intercluster.scouting.types import Basis
from intercluster.scouting.units import cluster_units
from intercluster_web.directory.models import Organisation
from intercluster_web.languages import language
from intercluster_web.scouting.queries.ground import Ground


def comparison_of(here: Ground, keys: Sequence[str]) -> Comparison:
    """The comparison of organisations of the directory, in the order of their keys.

    Raises
    ------
    ValueError
        Fewer than two keys of the directory, too many, or one twice.
    """
    known = {
        organisation.key: organisation
        for organisation in Organisation.objects.filter(key__in=keys).prefetch_related("labels", "fields", "territory")
    }
    subjects = [_subject(here, known[key]) for key in keys if key in known]
    return compare(
        here.base,
        here.directory,
        subjects,
        this_year=timezone.localdate().year,
        language=language(),
    )


def _subject(here: Ground, organisation: Organisation) -> Subject:
    record = here.directory.by_key.get(organisation.key) or _bare_record(organisation)
    organisations, projects, basis = _footprint(here, record)
    return Subject(
        record=record,
        orientations=organisation.orientations,
        missions=organisation.missions,
        structure=organisation.structure,
        governed=organisation.governed,
        animation_team=organisation.animation_team,
        founded_year=organisation.founded_year,
        labels=tuple(
            " · ".join(part for part in (label.name, label.level, label.awarded) if part)
            for label in organisation.labels.all()
        ),
        organisations=organisations,
        projects=projects,
        basis=basis.value,
    )


def _footprint(here: Ground, record: ClusterRecord) -> tuple[tuple[str, ...], tuple[str, ...], Basis]:
    """The organisations and projects that scouting rests on for this cluster."""
    units = cluster_units(here.base, here.directory, here.vocabulary)
    row = units.row.get(record.key)
    if row is None or units.basis[row] is Basis.NONE:
        return (), (), Basis.NONE
    organisations = tuple(str(here.base.org_ids[member]) for member in units.members_of(row))
    projects = tuple(str(here.base.project_ids[project]) for project in units.projects_of(row))
    return organisations, projects, units.basis[row]


def _bare_record(organisation: Organisation) -> ClusterRecord:
    """An organisation the scouting records leave out: what it says of itself, without evidence."""
    return ClusterRecord(
        key=organisation.key,
        name=organisation.name,
        kind=OrganisationKind(organisation.kind),
        country=organisation.country or None,
        zone=organisation.zone or None,
        members_count=organisation.members_count,
        fields=tuple(row.concept for row in organisation.fields.all()),
    )
