"""Addresses of the scouting app. Filters and choices stand in the query string."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intercluster_web.scouting.views import (
    compare,
    encounters,
    objectives,
    opportunities,
    records,
    search,
    shortlists,
    strategies,
)


class FileForm(StringConverter):
    regex = "xlsx|docx|eml"


register_converter(FileForm, "file_form")

app_name = "scouting"
urlpatterns = [
    path("", objectives.objectives, name="objectives"),
    path("start/", objectives.quick_start, name="quick-start"),
    path("objectives/new/", objectives.new, name="objective-new"),
    path("objectives/<int:pk>/", objectives.show, name="objective"),
    path("objectives/<int:pk>/edit/", objectives.edit, name="objective-edit"),
    path("objectives/<int:pk>/fields/", objectives.confirm, name="objective-fields"),
    path("objectives/<int:pk>/search/", search.search, name="search"),
    path("objectives/<int:pk>/search/<str:unit>/<path:key>/", search.candidate, name="candidate"),
    path("objectives/<int:pk>/keep/", shortlists.keep, name="keep"),
    path("objectives/<int:pk>/countries/", opportunities.countries, name="countries"),
    path("opportunities/", opportunities.matrix, name="opportunities"),
    path("strategies/", strategies.strategies, name="strategies"),
    path("strategies/new/", strategies.new, name="strategy-new"),
    path("strategies/<int:pk>/", strategies.show, name="strategy"),
    path("strategies/<int:pk>/edit/", strategies.edit, name="strategy-edit"),
    path("strategies/<int:pk>/documents/", strategies.attach, name="strategy-attach"),
    path("strategies/<int:pk>/documents/<int:document_pk>/", strategies.document, name="strategy-document"),
    path("strategies/<int:pk>/documents/<int:document_pk>/remove/", strategies.detach, name="strategy-detach"),
    path("strategies/<int:pk>/<slug:entries>/add/", strategies.entry, name="entry-new"),
    path("strategies/<int:pk>/<slug:entries>/<int:entry_pk>/", strategies.entry, name="entry"),
    path("strategies/<int:pk>/<slug:entries>/<int:entry_pk>/remove/", strategies.delete_entry, name="entry-remove"),
    path("encounters/", encounters.encounters, name="encounters"),
    path("encounters/new/", encounters.new, name="encounter-new"),
    path("encounters/<int:pk>/", encounters.show, name="encounter"),
    path("encounters/<int:pk>/edit/", encounters.edit, name="encounter-edit"),
    path("shortlists/", shortlists.shortlists, name="shortlists"),
    path("shortlists/<int:pk>/", shortlists.show, name="shortlist"),
    path("shortlists/<int:pk>/edit/", shortlists.edit, name="shortlist-edit"),
    path("shortlists/<int:pk>/export.<file_form:form>", shortlists.export, name="shortlist-export"),
    path("shortlists/<int:pk>/lines/<int:line_pk>/", shortlists.line, name="shortlist-line"),
    path("shortlists/<int:pk>/lines/<int:line_pk>/move/", shortlists.move, name="line-move"),
    path("shortlists/<int:pk>/lines/<int:line_pk>/remove/", shortlists.remove, name="line-remove"),
    path("shortlists/<int:pk>/lines/<int:line_pk>/today/", shortlists.recompute, name="line-recompute"),
    path("shortlists/<int:pk>/lines/<int:line_pk>/tracks/", shortlists.add_track, name="track-new"),
    path("shortlists/<int:pk>/lines/<int:line_pk>/tracks/<int:track_pk>/", shortlists.change_track, name="track"),
    path("compare/", compare.compare, name="compare"),
    path("compare/export.<file_form:form>", compare.export, name="compare-export"),
    path("compare/save/", compare.save, name="compare-save"),
    path("comparisons/", compare.comparisons, name="comparisons"),
    path("comparisons/<int:pk>/", compare.comparison, name="comparison"),
    path("records/<slug:kind>/<int:pk>/share/", records.share, name="share"),
    path("records/<slug:kind>/<int:pk>/delete/", records.delete, name="delete"),
]
