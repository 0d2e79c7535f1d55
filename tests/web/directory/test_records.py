"""The plain records for scouting: who is in them and which evidence stands behind each."""

import pytest

from intercluster.directory.types import Coverage, TerritoryPart
from intercluster_web.directory.models import Identifier, Membership
from intercluster_web.directory.models import TerritoryPart as Part
from intercluster_web.directory.records import current_directory
from tests.web.factories import organisation, seat

pytestmark = pytest.mark.django_db


def test_members_with_a_number_of_the_evidence() -> None:
    cluster = organisation("cluster")
    for key, scheme, value in (("a", "PIC", "999997930"), ("b", "FP7", "abc"), ("c", "SIRET", "1" * 14)):
        member = organisation(key, kind="company")
        Identifier.objects.create(organisation=member, scheme=scheme, value=value)
        Membership.objects.create(organisation=cluster, member=member)
    Identifier.objects.create(organisation=cluster, scheme="PIC", value="111111111")
    assert current_directory().by_key["cluster"].members == ("fp7:abc", "pic:999997930")


def test_members_that_are_companies_are_not_units_of_their_own() -> None:
    organisation("firm", kind="company")
    organisation("lab", kind="research_organisation")
    organisation("carnegie", kind="university", country="US")  # a partner may be a university (S130)
    seat(at=organisation("seated", kind="company"))
    organisation("draft", standing="draft")
    assert set(current_directory().by_key) == {"carnegie", "seated"}


def test_territory_whole_and_in_part() -> None:
    cluster = organisation("cluster", zone="FRK2")
    assert current_directory().by_key["cluster"].territory == (TerritoryPart("FRK2"),)
    Part.objects.create(organisation=cluster, zone="FRB0", coverage="part")
    assert current_directory().by_key["cluster"].territory == (TerritoryPart("FRB0", Coverage.PART),)
