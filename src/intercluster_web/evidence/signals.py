"""What other apps may want to know of the evidence."""

from django.dispatch import Signal

evidence_replaced = Signal()
"""The evidence is another one since an import; sent from the process that wrote it."""
