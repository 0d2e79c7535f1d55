"""Addresses of the cooperations app."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intercluster_web.cooperations.views import (
    board,
    cases,
    cooperation,
    coverage,
    files,
    journal,
    lists,
    moves,
    parties,
    partners,
    statistics,
    timeline,
    work,
)


class TableFile(StringConverter):
    regex = "xlsx|csv"


class JournalFile(StringConverter):
    regex = "xlsx|json"


register_converter(TableFile, "table_file")
register_converter(JournalFile, "journal_file")

app_name = "cooperations"
urlpatterns = [
    # The portfolio
    path("", board.board, name="board"),
    path("list/", lists.everything, name="list"),
    path("list/export.<table_file:form>", lists.export, name="list-export"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("map/", partners.partner_map, name="map"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/export.<table_file:form>", coverage.export, name="coverage-export"),
    path("targets/", lists.wishlist, name="wishlist"),
    path("targets/export.<table_file:form>", lists.wishlist_export, name="wishlist-export"),
    path("durations/", statistics.statistics, name="statistics"),
    path("durations/export.<table_file:form>", statistics.export, name="statistics-export"),
    path("durations/limits/", statistics.limits, name="limits"),
    path("digest.eml", statistics.digest, name="digest"),
    path("cases/", cases.cases, name="cases"),
    path("published/", lists.published_list, name="published"),
    # One cooperation
    path("new/", cooperation.new, name="new"),
    path("<int:pk>/", cooperation.show, name="cooperation"),
    path("<int:pk>/edit/", cooperation.edit, name="edit"),
    path("<int:pk>/next-step/", cooperation.next_step, name="next-step"),
    path("<int:pk>/status/", cooperation.status, name="status"),
    path("<int:pk>/delete/", cooperation.delete, name="delete"),
    path("<int:pk>/public/", cooperation.public, name="public"),
    path("<int:pk>/move/", moves.move, name="move"),
    path("<int:pk>/parties/", parties.parties, name="parties"),
    path("<int:pk>/parties/<int:party_pk>/", parties.change, name="party"),
    path("<int:pk>/parties/<int:party_pk>/leave/", parties.leave, name="party-leave"),
    path("<int:pk>/share/", parties.share, name="share"),
    path("<int:pk>/journal/", journal.journal, name="journal"),
    path("<int:pk>/journal/note/", journal.note, name="note"),
    path("<int:pk>/journal/<int:entry_pk>/correct/", journal.correct, name="correct"),
    path("<int:pk>/journal/export.<journal_file:form>", files.journal, name="journal-export"),
    path("<int:pk>/tasks/", work.add_task, name="task-new"),
    path("<int:pk>/tasks/<int:task_pk>/", work.task, name="task"),
    path("<int:pk>/documents/", work.attach, name="attach"),
    path("<int:pk>/documents/<int:document_pk>/", work.document, name="document"),
    path("<int:pk>/documents/<int:document_pk>/remove/", work.detach, name="detach"),
    path("<int:pk>/contacts/", work.name_mirror, name="mirror-new"),
    path("<int:pk>/contacts/<int:mirror_pk>/remove/", work.remove_mirror, name="mirror-remove"),
    path("<int:pk>/note.docx", files.note, name="note-file"),
    path("<int:pk>/message.eml", files.message, name="message"),
    path("<int:pk>/calendar.ics", files.calendar, name="calendar"),
]
