"""Rounds: what is asked of whom, until when; who was asked; what they said."""

from intercluster_web.validation.models.answers import Answer, SealedBox, VoteKind
from intercluster_web.validation.models.invitations import Invitation
from intercluster_web.validation.models.posts import PostRequest, Purpose
from intercluster_web.validation.models.rounds import Audience, Option, Round, RoundState

__all__ = [
    "Answer",
    "Audience",
    "Invitation",
    "Option",
    "PostRequest",
    "Purpose",
    "Round",
    "RoundState",
    "SealedBox",
    "VoteKind",
]
