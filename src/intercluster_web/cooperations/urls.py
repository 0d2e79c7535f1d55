"""Addresses of the cooperations app."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intercluster_web.cooperations.views import board, cooperation, coverage, lists, partners, statistics, timeline


class TableFile(StringConverter):
    regex = "xlsx|csv"


register_converter(TableFile, "table_file")

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
    path("published/", lists.published_list, name="published"),
    # One cooperation
    path("new/", cooperation.new, name="new"),
    path("<int:pk>/", cooperation.show, name="cooperation"),
    path("<int:pk>/edit/", cooperation.edit, name="edit"),
    path("<int:pk>/move/", cooperation.edit, name="move"),
]
