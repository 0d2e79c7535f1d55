"""Sets of slots as bit masks: bit t set means slot t. Gaps and idle slots are counted within each day."""

from collections.abc import Iterable, Iterator, Sequence

MOST_SLOTS = 64
ALL = (1 << MOST_SLOTS) - 1


def mask_of(slots: Iterable[int]) -> int:
    """The mask of these slots."""
    mask = 0
    for slot in slots:
        mask |= 1 << slot
    return mask


def slots_of(mask: int) -> Iterator[int]:
    """The slots of a mask, earliest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def gaps(busy: int, days: Sequence[int]) -> int:
    """Maximal idle runs between two busy slots of one day (``days``: one mask a day). A run of three counts once."""
    found = 0
    for day in days:
        today = busy & day
        if today:
            found += (today & ~(today << 1)).bit_count() - 1
    return found


def idle_slots(busy: int, days: Sequence[int]) -> int:
    """Idle slots between the first and the last busy slot of each day."""
    found = 0
    for day in days:
        today = busy & day
        if today:
            found += today.bit_length() - (today & -today).bit_length() + 1 - today.bit_count()
    return found
