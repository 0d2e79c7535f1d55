"""Addresses of the agreements app."""

from django.urls import path

from intercluster_web.agreements.views import clauses, comparing, drafts, links, overview, room, sheets, signing, terms

app_name = "agreements"
urlpatterns = [
    # Over all cooperations
    path("", overview.agreements, name="agreements"),
    path("export.xlsx", overview.export, name="export"),
    path("due/", overview.due_page, name="due"),
    path("due.ics", overview.due_calendar_file, name="due-calendar"),
    path("due.eml", overview.due_draft, name="due-draft"),
    path("due/send/", overview.due_send, name="due-send"),
    path("templates/", overview.template_list, name="templates"),
    path("templates/<slug:key>/", overview.template_page, name="template"),
    path("templates/<slug:key>/<int:version>.docx", overview.template_file, name="template-file"),
    # In one cooperation
    path("cooperations/<int:pk>/", room.cooperation, name="cooperation"),
    path("cooperations/<int:pk>/new/", room.new, name="new"),
    path("cooperations/<int:pk>/sheets/new/", sheets.new, name="sheet-new"),
    # One agreement
    path("<int:pk>/", drafts.agreement, name="agreement"),
    path("<int:pk>/edit/", drafts.edit, name="edit"),
    path("<int:pk>/blanks/", drafts.blanks_page, name="blanks"),
    path("<int:pk>/parties/", drafts.parties, name="parties"),
    path("<int:pk>/docx/", drafts.draft_file, name="draft-file"),
    path("<int:pk>/delete/", drafts.delete, name="delete"),
    path("<int:pk>/amend/", drafts.amend, name="amend"),
    path("<int:pk>/clauses/new/", clauses.new, name="clause-new"),
    path("<int:pk>/clauses/<int:clause_pk>/", clauses.edit, name="clause"),
    path("<int:pk>/clauses/<int:clause_pk>/do/", clauses.do, name="clause-do"),
    path("<int:pk>/versions/keep/", drafts.keep, name="keep"),
    path("<int:pk>/versions/<int:number>/", comparing.version, name="version"),
    path("<int:pk>/versions/<int:number>/file/", comparing.version_file, name="version-file"),
    path("<int:pk>/compare/", comparing.compare, name="compare"),
    path("<int:pk>/compare/<int:other_pk>.<str:form>", comparing.compare_file, name="compare-file"),
    # Signing it, ending it
    path("<int:pk>/propose/", signing.propose, name="propose"),
    path("<int:pk>/reopen/", signing.reopen, name="reopen"),
    path("<int:pk>/end/", signing.end, name="end"),
    path("<int:pk>/signatures/<int:line_pk>/note/", signing.note, name="signature-note"),
    path("<int:pk>/signatures/<int:line_pk>/scan/", signing.scan, name="signature-scan"),
    path("<int:pk>/signatures/<int:line_pk>/file/", signing.scan_file, name="signature-file"),
    # Terms
    path("<int:pk>/term/", terms.edit, name="term"),
    path("<int:pk>/renew/", terms.renew, name="renew"),
    path("<int:pk>/terms.ics", terms.calendar, name="term-calendar"),
    # Sheets of differences and synergies
    path("sheets/<int:pk>/", sheets.show, name="sheet"),
    path("sheets/<int:pk>/docx/", sheets.file, name="sheet-file"),
    path("sheets/<int:pk>/remarks/<int:remark_pk>/remove/", sheets.unsay, name="remark-remove"),
    path("sheets/<int:pk>/do/", sheets.do, name="sheet-do"),
    # Asking for a signature and giving it, under agreements and sheets alike
    path("<str:what>/<int:pk>/lines/<int:line_pk>/ask/", links.ask, name="ask"),
    path("<str:what>/<int:pk>/lines/<int:line_pk>/ask.eml", links.ask_draft, name="ask-draft"),
    path("<str:what>/<int:pk>/lines/<int:line_pk>/sign/", links.sign_here, name="sign-here"),
    path("sign/<str:what>/<str:token>/", links.read, name="sign"),
    path("sign/<str:what>/<str:token>/refuse/", links.refuse, name="sign-refuse"),
    path("sign/<str:what>/<str:token>/document/", links.document, name="sign-document"),
]
