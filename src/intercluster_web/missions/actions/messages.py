"""Messages of a mission: each is noted before it leaves, and says afterwards how far it came."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from intercluster_web.missions.models import Mission, MissionMessage
from intercluster_web.missions.presentation.letters import Letter
from intercluster_web.records.messages import Way, failed
from intercluster_web.records.ownership import require_change
from intercluster_web.records.posting import AGAIN, begin_again, begun
from intercluster_web.records.together import just_now


@transaction.atomic
def note(user: Any, mission: Mission, letters: Iterable[Letter], way: str) -> list[MissionMessage]:
    """Note messages that are about to leave; only those returned may. The second of two clicks sends nothing twice; a
    draft can be taken out again."""
    require_change(user, mission)
    Mission.objects.select_for_update().get(pk=mission.pk)
    sent = mission.messages.filter(way=Way.POST, at__gte=just_now()).exclude(failed())
    there = set(sent.values_list("delegate_id", "text")) if way == Way.POST else set()
    fresh = [one for one in letters if (one.delegate.pk, one.text) not in there]
    return MissionMessage.objects.bulk_create(
        MissionMessage(
            mission=mission,
            delegate=one.delegate,
            name=str(one.delegate),
            subject=one.subject[:300],
            text=one.text,
            to=one.delegate.address,
            way=way,
            by=user,
            **begun(way),
        )
        for one in fresh
    )


@transaction.atomic
def try_again(user: Any, mission: Mission) -> list[MissionMessage]:
    """The messages that did not leave are on their way again, to the address delegates have now; returned once only,
    though two people ask at once."""
    require_change(user, mission)
    Mission.objects.select_for_update().get(pk=mission.pk)
    rows = mission.messages.filter(failed(), delegate__isnull=False).select_related("delegate__contact").order_by("pk")
    found = [one for one in rows if one.delegate and one.delegate.address]
    for one in found:
        begin_again(one, one.delegate.address)  # type: ignore[union-attr]
    MissionMessage.objects.bulk_update(found, AGAIN)
    return found
