"""Addresses of the missions app."""

from django.urls import path

from intercluster_web.missions.views import across, lines, messages, missions, road

app_name = "missions"
urlpatterns = [
    path("", missions.everything, name="all"),
    path("new/", missions.new, name="new"),
    path("history/", across.history, name="history"),
    path("compare/", across.compare, name="compare"),
    path("experts/", across.experts, name="experts"),
    path("experts/new/", across.expert_new, name="expert-new"),
    path("experts/<int:pk>/", across.expert, name="expert"),
    path("experts/<int:pk>/delete/", across.expert_delete, name="expert-delete"),
    # For delegates, without an account
    path("road/<str:token>/", road.road, name="road"),
    path("road/<str:token>/programme.<slug:form>", road.road_file, name="road-file"),
    path("road/<str:token>/hosts/<int:host_pk>/", road.road_sheet, name="road-sheet"),
    # One mission
    path("<int:pk>/", missions.mission, name="mission"),
    path("<int:pk>/edit/", missions.edit, name="edit"),
    path("<int:pk>/delete/", missions.delete, name="delete"),
    path("<int:pk>/step/", missions.step, name="step"),
    path("<int:pk>/letters/", messages.letters, name="letters"),
    path("<int:pk>/messages/", messages.sent, name="messages"),
    path("<int:pk>/messages/retry/", messages.retry, name="messages-retry"),
    path("<int:pk>/share/", missions.share, name="share"),
    path("<int:pk>/sheets/<int:delegate_pk>/<int:host_pk>/", lines.sheet, name="sheet"),
    path("<int:pk>/delegates/<int:delegate_pk>/letter.eml", messages.letter, name="letter"),
    path("<int:pk>/delegates/<int:delegate_pk>/send/", messages.send, name="send"),
    path("<int:pk>/delegates/<int:delegate_pk>/link/", lines.renew, name="renew"),
    path("<int:pk>/hosts/<int:host_pk>/keep/<slug:what>/", lines.keep, name="keep"),
    path("<int:pk>/lines/<slug:relation>/add/", lines.line, name="line-new"),
    path("<int:pk>/lines/<slug:relation>/<int:line_pk>/", lines.line, name="line"),
    path("<int:pk>/lines/<slug:relation>/<int:line_pk>/delete/", lines.line_delete, name="line-delete"),
    path("<int:pk>/<slug:room>/", missions.room, name="room"),
    path("<int:pk>/<slug:room>/file.<slug:form>", missions.file, name="file"),
]
