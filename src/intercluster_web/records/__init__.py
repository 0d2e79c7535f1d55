"""How organisations write their records: whose they are, who sees them, and several people at once.

The pattern every app follows that keeps ``accounts.visibility.OwnedRecord``: forms from ``forms``, saving through
``saving`` and ``ownership``, the pages "who sees it" and "delete" from ``views``.
"""
