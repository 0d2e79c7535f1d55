"""Saving a form that somebody else may have open as well."""

from collections.abc import Callable
from typing import Any

from intercluster_web.records.forms import TogetherForm
from intercluster_web.records.ownership import change_owned
from intercluster_web.records.together import ChangedMeanwhileError


def changed(user: Any, form: TogetherForm) -> bool:
    """Save the changes of a form to a record; False where the form is wrong, or now says what somebody else saved."""
    return saved(form, lambda: change_owned(user, form.save(commit=False), form.written(), form.cleaned_data["seen"]))


def saved(form: TogetherForm, save: Callable[[], Any]) -> bool:
    """Call ``save`` for a valid form and tell on the form when somebody else was first."""
    if not form.is_valid():
        return False
    try:
        save()
    except ChangedMeanwhileError as meanwhile:
        form.tell(meanwhile.record)
        return False
    return True
