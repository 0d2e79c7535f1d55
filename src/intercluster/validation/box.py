"""A ballot box: counters and a sorted heap of remarks, the same whatever the order in which ballots fell in.

What goes in cannot be taken out one by one: a ballot becomes additions to counters, and its remarks join lists that are
kept in alphabetical order, so that neither place nor time pairs two remarks or a remark with a vote.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Vote(StrEnum):
    """What can be said of an option."""

    YES = "yes"
    YES_IF = "yes_if"
    NO = "no"
    NONE = "none"


@dataclass(frozen=True)
class Mark:
    """What one ballot says of one option."""

    vote: Vote = Vote.NONE
    comment: str = ""
    gains: str = ""
    takes_part: bool = False


@dataclass(frozen=True)
class Ballot:
    """One person's marks by option; ``group`` is the group of respondents they count in."""

    group: str
    marks: Mapping[str, Mark]


@dataclass
class Counts:
    """How often each vote was given, and how many would take part."""

    votes: dict[Vote, int] = field(default_factory=dict)
    take_part: int = 0

    def of(self, vote: Vote) -> int:
        return self.votes.get(vote, 0)

    def add(self, mark: Mark) -> None:
        self.votes[mark.vote] = self.of(mark.vote) + 1
        self.take_part += mark.takes_part

    def __add__(self, other: "Counts") -> "Counts":
        votes = {vote: self.of(vote) + other.of(vote) for vote in Vote}
        return Counts({vote: times for vote, times in votes.items() if times}, self.take_part + other.take_part)


@dataclass
class Box:
    """``answered``: ballots by group; ``counts``: by group and option; ``comments``, ``gains``: by option, sorted."""

    answered: dict[str, int] = field(default_factory=dict)
    counts: dict[str, dict[str, Counts]] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    gains: dict[str, list[str]] = field(default_factory=dict)

    @property
    def ballots(self) -> int:
        return sum(self.answered.values())

    def put(self, ballot: Ballot) -> None:
        self.answered[ballot.group] = self.answered.get(ballot.group, 0) + 1
        options = self.counts.setdefault(ballot.group, {})
        for option, mark in ballot.marks.items():
            options.setdefault(option, Counts()).add(mark)
            for heap, text in ((self.comments, mark.comment.strip()), (self.gains, mark.gains.strip())):
                if text:
                    heap[option] = sorted([*heap.get(option, []), text])


def filled(ballots: Iterable[Ballot]) -> Box:
    """A box with these ballots."""
    box = Box()
    for ballot in ballots:
        box.put(ballot)
    return box


def to_bytes(box: Box) -> bytes:
    """The box as JSON in one canonical form: equal boxes have equal bytes."""
    plain = {
        "answered": box.answered,
        "counts": {
            group: {
                option: {"votes": {str(vote): n for vote, n in counts.votes.items()}, "take_part": counts.take_part}
                for option, counts in options.items()
            }
            for group, options in box.counts.items()
        },
        "comments": box.comments,
        "gains": box.gains,
    }
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(content: bytes) -> Box:
    """The box that ``to_bytes`` wrote.

    Raises
    ------
    ValueError
        It is not one.
    """
    plain: dict[str, Any] = json.loads(content)
    counts = {
        group: {
            option: Counts({Vote(vote): n for vote, n in said["votes"].items()}, said["take_part"])
            for option, said in options.items()
        }
        for group, options in plain["counts"].items()
    }
    return Box(plain["answered"], counts, plain["comments"], plain["gains"])
