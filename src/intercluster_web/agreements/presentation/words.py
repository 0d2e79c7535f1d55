"""Words for what the library says in codes."""

from django.utils.translation import gettext as _

from intercluster.agreements.filling import BlankValueError
from intercluster.agreements.reading import UnreadableDocumentError
from intercluster.agreements.terms import Duty


def duty_words(duty: Duty) -> str:
    return {
        Duty.REVIEW: _("Look at the results together"),
        Duty.NOTICE: _("Last day to give notice"),
        Duty.DECIDE: _("Last day to decide the renewal"),
        Duty.END: _("Last day of the term"),
    }[duty]


def blank_error(error: BlankValueError) -> str:
    return {
        "date": _("Write a date as year-month-day, for example 2027-01-31."),
        "whole": _("Write a whole number, for example 12."),
        "size": _("This number is too large."),
    }[error.code]


def unreadable(error: UnreadableDocumentError) -> str:
    return {
        "size": _("The file is larger than 10 MB."),
        "kind": _("This is no Word document (.docx). Open it in your word processor and save it as .docx."),
        "empty": _("There is no text in this document; a scan has to be turned into text first."),
    }[error.code]


def because_words(because: str) -> str:
    return {
        "id": _("same clause of the template"),
        "heading": _("called the same"),
        "text": _("similar words"),
    }.get(because, "")
