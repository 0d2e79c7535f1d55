"""Addresses of the watch app."""

from django.urls import path

from intercluster_web.watch.views import feed, keeping, watches

app_name = "watch"
urlpatterns = [
    path("", watches.everything, name="all"),
    path("new/", watches.new, name="new"),
    path("feed/", feed.change_feed, name="feed-link"),
    path("feed/<str:token>/", feed.feed, name="feed"),
    # For who keeps a watch on the spot, without an account
    path("keep/<str:token>/", keeping.keep, name="keep"),
    path("<int:pk>/", watches.watch, name="watch"),
    path("<int:pk>/edit/", watches.edit, name="edit"),
    path("<int:pk>/delete/", watches.delete, name="delete"),
    path("<int:pk>/do/", watches.do, name="do"),
    path("<int:pk>/digest.eml", watches.digest_file, name="digest"),
    path("<int:pk>/findings/<int:finding_pk>/delete/", watches.finding_delete, name="finding-delete"),
    path("<int:pk>/keepers/", keeping.name, name="keeper-new"),
    path("<int:pk>/keepers/<int:keeper_pk>/letter.eml", keeping.letter, name="letter"),
    path("<int:pk>/keepers/<int:keeper_pk>/release/", keeping.release, name="release"),
]
