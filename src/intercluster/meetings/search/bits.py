"""Masks of slots and random numbers for compiled code.

Numba makes a float of a signed and an unsigned number together, so masks are ``np.uint64`` throughout and every
count taken from them is turned into ``np.int64``.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Masks = NDArray[np.uint64]
Numbers = NDArray[np.int32]
Whole = int | np.integer[Any]

F = TypeVar("F", bound=Callable[..., Any])


def drop_stale_code(folder: Path) -> None:
    """Delete machine code kept before some module of a folder was changed.

    Numba looks only at the module a function stands in, not at those it takes other functions from.
    """
    newest = max(file.stat().st_mtime for file in folder.glob("*.py"))
    for kept in folder.glob("__pycache__/*.nbi"):
        if kept.stat().st_mtime < newest:
            kept.unlink(missing_ok=True)


with suppress(OSError):  # a folder that is only read keeps its code elsewhere
    drop_stale_code(Path(__file__).parent)


def compiled(function: F) -> F:
    """Compile at the first call and keep the machine code on disk; threads run it side by side."""
    return cast("F", njit(cache=True, nogil=True, error_model="numpy")(function))


def inlined(function: F) -> F:
    """``compiled``, copied into the code that calls it."""
    return cast("F", njit(cache=True, nogil=True, error_model="numpy", inline="always")(function))


@inlined
def bit(slot: Whole) -> np.uint64:
    """The mask of one slot."""
    return np.uint64(1) << np.uint64(slot)


@inlined
def has(mask: np.uint64, slot: Whole) -> bool:
    """Whether the slot is in the mask."""
    return bool((mask >> np.uint64(slot)) & np.uint64(1) != np.uint64(0))


@inlined
def count(mask: np.uint64) -> Whole:
    """How many slots are in the mask (the compiler knows this idiom as one instruction)."""
    v = mask - ((mask >> np.uint64(1)) & np.uint64(0x5555555555555555))
    v = (v & np.uint64(0x3333333333333333)) + ((v >> np.uint64(2)) & np.uint64(0x3333333333333333))
    v = (v + (v >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((v * np.uint64(0x0101010101010101)) >> np.uint64(56))


@inlined
def filled_down(mask: np.uint64) -> np.uint64:
    """The last slot of the mask and all slots before it."""
    up = mask | mask >> np.uint64(1)
    up |= up >> np.uint64(2)
    up |= up >> np.uint64(4)
    up |= up >> np.uint64(8)
    up |= up >> np.uint64(16)
    return up | up >> np.uint64(32)


@inlined
def below_first(mask: np.uint64) -> np.uint64:
    """All slots before the first one of the mask."""
    return (mask & (~mask + np.uint64(1))) - np.uint64(1)


@inlined
def first(mask: np.uint64) -> Whole:
    """The first slot of a mask that is not empty."""
    return count(below_first(mask))


@inlined
def last(mask: np.uint64) -> Whole:
    """The last slot of a mask that is not empty."""
    return count(filled_down(mask)) - 1


@inlined
def nth(mask: np.uint64, rank: Whole) -> Whole:
    """The slot of this rank (from 0) in the mask."""
    rest = mask
    for _ in range(rank):
        rest &= rest - np.uint64(1)
    return first(rest)


@inlined
def random64(state: Masks) -> np.uint64:
    """The next number of an xorshift64* generator (Vigna 2016): enough for annealing, the same on every machine."""
    x: np.uint64 = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return x * np.uint64(2685821657736338717)


@inlined
def below(state: Masks, bound: Whole) -> Whole:
    """A whole number from 0 to ``bound`` - 1."""
    return np.int64(((random64(state) >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32))


@inlined
def unit(state: Masks) -> float:
    """A number above 0 and up to 1."""
    return np.float64((random64(state) >> np.uint64(11)) + np.uint64(1)) / 9007199254740992.0
