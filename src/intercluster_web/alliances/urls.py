"""Addresses of the alliances app."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intercluster_web.alliances.views import bodies, decisions, governance, links, meetings, mergers, minutes, turns


class SheetForm(StringConverter):
    regex = "xlsx|csv"


class TurnsForm(StringConverter):
    regex = "ics|xlsx|csv"


class MeetingForm(StringConverter):
    regex = "docx|ics|eml"


class StudyForm(StringConverter):
    regex = "docx|xlsx|csv"


register_converter(SheetForm, "alliances_sheet")
register_converter(TurnsForm, "alliances_turns")
register_converter(MeetingForm, "alliances_meeting")
register_converter(StudyForm, "alliances_study")

app_name = "alliances"
urlpatterns = [
    path("", governance.everywhere, name="everywhere"),
    path("everywhere.<alliances_sheet:form>", governance.everywhere_file, name="everywhere-file"),
    path("cooperations/<int:pk>/", governance.show, name="cooperation"),
    path("cooperations/<int:pk>/form/", governance.choose_form, name="choose"),
    path("cooperations/<int:pk>/bodies/new/", bodies.new, name="body-new"),
    path("bodies/<int:pk>/", bodies.show, name="body"),
    path("bodies/<int:pk>/edit/", bodies.edit, name="body-edit"),
    path("bodies/<int:pk>/mandates/new/", bodies.give, name="mandate-new"),
    path("bodies/<int:pk>/mandates/<int:mandate_pk>/", bodies.mandate, name="mandate"),
    path("bodies/<int:pk>/meetings/new/", meetings.new, name="meeting-new"),
    path("bodies/<int:pk>/decisions/new/", decisions.new, name="decision-new"),
    path("cooperations/<int:pk>/rotations/new/", turns.new, name="rotation-new"),
    path("rotations/<int:pk>/", turns.show, name="rotation"),
    path("rotations/<int:pk>/edit/", turns.edit, name="rotation-edit"),
    path("rotations/<int:pk>/turns.<alliances_turns:form>", turns.as_file, name="rotation-file"),
    path("turns/<int:pk>/", turns.turn, name="turn"),
    path("turns/<int:pk>/confirm/", turns.confirm, name="turn-confirm"),
    path("turns/<int:pk>/handover/", turns.add_item, name="handover-new"),
    path("turns/<int:pk>/handover/<int:item_pk>/", turns.change_item, name="handover"),
    path("meetings/<int:pk>/", meetings.show, name="meeting"),
    path("meetings/<int:pk>/edit/", meetings.edit, name="meeting-edit"),
    path("meetings/<int:pk>/state/", meetings.set_state, name="meeting-state"),
    path("meetings/<int:pk>/attendance/", meetings.set_attendance, name="meeting-attendance"),
    path("meetings/<int:pk>/tasks/", meetings.add_a_task, name="meeting-task"),
    path("meetings/<int:pk>/file.<alliances_meeting:form>", meetings.as_file, name="meeting-file"),
    path("meetings/<int:pk>/minutes/", minutes.write, name="minutes"),
    path("meetings/<int:pk>/minutes/approve/", minutes.approve, name="minutes-approve"),
    path("meetings/<int:pk>/minutes/versions/", minutes.versions, name="minutes-versions"),
    path("cooperations/<int:pk>/decisions/", decisions.register, name="register"),
    path("cooperations/<int:pk>/decisions.<alliances_sheet:form>", decisions.register_file, name="register-file"),
    path("decisions/<int:pk>/", decisions.show, name="decision"),
    path("decisions/<int:pk>/edit/", decisions.edit, name="decision-edit"),
    path("decisions/<int:pk>/state/", decisions.set_state, name="decision-state"),
    path("decisions/<int:pk>/vote/", decisions.vote, name="vote"),
    path("decisions/<int:pk>/tasks/", decisions.add_a_task, name="decision-task"),
    path("decisions/<int:pk>/links/", links.send, name="links-send"),
    path("decisions/<int:pk>/links/<int:voter_pk>.eml", links.as_draft, name="link-draft"),
    path("vote/<str:token>/", links.by_link, name="vote-by-link"),
    path("cooperations/<int:pk>/mergers/new/", mergers.new, name="merger-new"),
    path("mergers/<int:pk>/", mergers.show, name="merger"),
    path("mergers/<int:pk>/edit/", mergers.edit, name="merger-edit"),
    path("mergers/<int:pk>/lines/new/", mergers.add_line, name="support-new"),
    path("mergers/<int:pk>/lines/<int:line_pk>/", mergers.line, name="support"),
    path("mergers/<int:pk>/lines/<int:line_pk>/remove/", mergers.remove_line, name="support-remove"),
    path("mergers/<int:pk>/file.<alliances_study:form>", mergers.as_file, name="merger-file"),
]
