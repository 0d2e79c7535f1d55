"""Worlds and strategies shared by the tests of scouting."""

from hypothesis import strategies as st

from intercluster.directory.types import Coverage, TerritoryPart
from intercluster.scouting.types import Mode, Query, Seeker, UnitKind
from tests.library.factories import FIELDS, World, WorldBuilder

ORGANISATIONS = tuple("abcdefghij")
ZONES = ("FRK1", "FRK2", "DE91", "UKJ3", "JP")
US = Seeker("us", "Us", "FR", members=("a", "b"))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Ten organisations in five zones, up to forty projects, clusters by members and by territory."""
    builder = WorldBuilder()
    for at, key in enumerate(ORGANISATIONS):
        builder.organisation(key, ZONES[at % len(ZONES)], activity_type="PRC" if at % 2 else "HES")
    for at in range(draw(st.integers(8, 40))):
        members = draw(st.lists(st.sampled_from(ORGANISATIONS), min_size=1, max_size=5, unique=True))
        names = draw(st.lists(st.sampled_from(FIELDS), min_size=0, max_size=3, unique=True))
        tags = {name: draw(st.sampled_from((0.1, 0.3, 0.8, 1.0))) for name in names}
        builder.project(f"p{at}", members, tags, year=draw(st.integers(2008, 2018)))
    builder.cluster("known", "DE91", members=("c", "h"))
    builder.cluster("here", "DE91", fields=("esv:coatings",))
    builder.cluster(
        "partly", "UKJ3", fields=("esv:lasers",), territory=(TerritoryPart("UKJ3", Coverage.PART), TerritoryPart("JP"))
    )
    builder.cluster("empty", None)
    return builder.build()


queries = st.builds(
    Query,
    seeker=st.sampled_from(
        (US, Seeker("b", "B", "FR"), Seeker("t", "T", "FR", territory=(TerritoryPart("FRK2"),), fields=("esv:metals",)))
    ),
    concepts=st.sampled_from((("esv:coatings",), ("esv:lasers", "esv:robots"), ("esv:engineering",))),
    units=st.sampled_from(UnitKind),
    mode=st.sampled_from(Mode),
)
