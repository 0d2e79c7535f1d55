"""Addresses of the outcomes app. Filters and choices stand in the query string."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intercluster_web.outcomes.views import contracts, cooperation, imports, interests, items, postings


class Lines(StringConverter):
    regex = "introductions|contracts|benefits|costs|exchanges"


class SheetForm(StringConverter):
    regex = "xlsx|csv"


class LetterForm(StringConverter):
    regex = "docx|eml"


register_converter(Lines, "member_lines")
register_converter(SheetForm, "member_sheet")
register_converter(LetterForm, "member_letter")

HERE = "cooperations/<int:pk>/"
CONTRACT = HERE + "contracts/<int:item>/"

app_name = "outcomes"
urlpatterns = [
    path("", postings.postings, name="postings"),
    path("export.<member_sheet:form>", postings.export, name="postings-export"),
    path("new/", postings.new, name="posting-new"),
    path("import/", imports.upload, name="postings-import"),
    path("import/template.xlsx", imports.template, name="postings-template"),
    path("targets/", postings.targets, name="targets"),
    path("<int:pk>/", postings.show, name="posting"),
    path("<int:pk>/edit/", postings.edit, name="posting-edit"),
    path("<int:pk>/fields/", postings.confirm, name="posting-fields"),
    path("<int:pk>/step/", postings.step, name="posting-step"),
    path("<int:pk>/share/", postings.share, name="posting-share"),
    path("<int:pk>/delete/", postings.delete, name="posting-delete"),
    path("<int:pk>/interest/", interests.new, name="interest-new"),
    path("interests/", interests.interests, name="interests"),
    path("interests/<int:pk>/", interests.show, name="interest"),
    path("interests/<int:pk>/<slug:side>/answer/", interests.answer_for, name="interest-answer"),
    path("interests/<int:pk>/<slug:side>/invite/", interests.invite, name="interest-invite"),
    path("interests/<int:pk>/<slug:side>/letter.eml", interests.letter, name="interest-letter"),
    path("interests/<int:pk>/<slug:side>/link/", interests.renew_link, name="interest-link"),
    path("answer/<str:token>/", interests.answer, name="answer"),
    path(HERE, cooperation.show, name="cooperation"),
    path(HERE + "matches.<member_sheet:form>", cooperation.export, name="matches-export"),
    path(HERE + "gains/", cooperation.gains, name="gains"),
    path(HERE + "note.docx", cooperation.note, name="note"),
    path(HERE + "contracts.ics", contracts.calendar, name="contracts-calendar"),
    path(HERE + "<member_lines:kind>/", items.section, name="section"),
    path(HERE + "<member_lines:kind>/export.<member_sheet:form>", items.export, name="section-export"),
    path(HERE + "<member_lines:kind>/add/", items.add, name="item-new"),
    path(HERE + "<member_lines:kind>/<int:item>/edit/", items.edit, name="item-edit"),
    path(HERE + "<member_lines:kind>/<int:item>/remove/", items.remove, name="item-remove"),
    path(HERE + "introductions/<int:item>/letter.<member_letter:form>", items.letter, name="introduction-letter"),
    path(HERE + "introductions/<int:item>/sheet.docx", items.member_sheet, name="member-sheet"),
    path(CONTRACT, contracts.show, name="contract"),
    path(CONTRACT + "checklist.docx", contracts.checklist, name="contract-checklist"),
    path(CONTRACT + "clauses/", contracts.clauses, name="contract-clauses"),
    path(CONTRACT + "milestones/add/", contracts.milestone, name="milestone-new"),
    path(CONTRACT + "milestones/<int:milestone>/", contracts.milestone, name="milestone"),
    path(CONTRACT + "milestones/<int:milestone>/remove/", contracts.remove_milestone, name="milestone-remove"),
    path(CONTRACT + "incidents/add/", contracts.incident, name="incident-new"),
    path(CONTRACT + "incidents/<int:incident>/steps/", contracts.step, name="incident-step"),
    path(CONTRACT + "incidents/<int:incident>/sharing/", contracts.sharing, name="incident-sharing"),
]
