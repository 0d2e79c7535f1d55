"""What the evidence pages write down."""

from intercluster_web.evidence.imports.models import Job, LinkProposal

__all__ = ["Job", "LinkProposal"]
