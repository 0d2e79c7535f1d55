"""The only writers of the outcomes app, called by pages and by the API alike.

Each takes the person who acts first and raises ``PermissionDenied`` where they may not.
"""
