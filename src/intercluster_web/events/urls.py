"""Addresses of the events app. ``<int:pk>`` is the event; pages behind a person's link begin with ``me/<token>/``."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intercluster_web.events.views import (
    announcements,
    buyers,
    calendars,
    cancelling,
    day,
    event,
    event_places,
    follow,
    grid,
    mails,
    needs,
    pairs,
    paper,
    participants,
    participants_import,
    participants_me,
    participants_register,
    plan,
    programme,
    requests,
)


class Sheet(StringConverter):
    regex = "people|tables|meetings|attendance"


class ReportForm(StringConverter):
    regex = "docx|xlsx"


register_converter(Sheet, "sheet")
register_converter(ReportForm, "report_form")

app_name = "events"

# Events, their slots and tables
urlpatterns = [
    path("", event.events, name="list"),
    path("new/", event.new, name="new"),
    path("example/", event.example, name="example"),
    path("<int:pk>/", event.show, name="event"),
    path("<int:pk>/edit/", event.edit, name="edit"),
    path("<int:pk>/step/", event.step, name="step"),
    path("<int:pk>/share/", event.share, name="share"),
    path("<int:pk>/delete/", event.delete, name="delete"),
    path("<int:pk>/call-off/", announcements.call_off, name="call-off"),
    path("<int:pk>/postpone/", announcements.postpone, name="postpone"),
    path("<int:pk>/take-up/", announcements.take_up, name="take-up"),
    path("<int:pk>/slots/", event_places.slots, name="slots"),
    path("<int:pk>/tables/", event_places.tables, name="tables"),
    path("<int:pk>/tables/<int:table_pk>/", event_places.table, name="table"),
    path("<int:pk>/tables/<int:table_pk>/remove/", event_places.table_remove, name="table-remove"),
    path("<int:pk>/tables/ways/", event_places.ways, name="ways"),
]

# Who comes
urlpatterns += [
    path("<int:pk>/participants/", participants.participants, name="participants"),
    path("<int:pk>/participants/new/", participants.new, name="participant-new"),
    path("<int:pk>/participants/book/", participants.book, name="participants-book"),
    path("<int:pk>/participants/import/", participants_import.upload, name="participants-import"),
    path("<int:pk>/participants/invite/", participants.invite, name="participants-invite"),
    path("<int:pk>/participants/<int:participant_pk>/", participants.participant, name="participant"),
    path("<int:pk>/participants/<int:participant_pk>/edit/", participants.edit, name="participant-edit"),
    path("<int:pk>/participants/<int:participant_pk>/step/", participants.step, name="participant-step"),
    path("<int:pk>/participants/<int:participant_pk>/message.eml", participants.message, name="participant-message"),
    path("participants-template.<str:form>", participants_import.template, name="participants-template"),
    path("register/<str:token>/", participants_register.register, name="register"),
    path("register/<str:token>/done/", participants_register.registered, name="registered"),
]

# A participant's own pages, behind their link
urlpatterns += [
    path("me/<str:token>/", participants_me.me, name="me"),
    path("me/<str:token>/people/", participants_me.people, name="me-people"),
    path("me/<str:token>/people/<int:participant_pk>/ask/", participants_me.ask, name="me-ask"),
    path("me/<str:token>/requests/<int:request_pk>/", participants_me.answer, name="me-answer"),
    path("me/<str:token>/profile/", participants_me.profile, name="me-profile"),
    path("me/<str:token>/coming/", participants_me.coming, name="me-coming"),
    path("me/<str:token>/away/", participants_me.away, name="me-away"),
    path("me/<str:token>/lines/", participants_me.line_add, name="me-line-add"),
    path("me/<str:token>/lines/<int:line_pk>/", participants_me.line, name="me-line"),
]

# Who wants to meet whom
urlpatterns += [
    path("<int:pk>/requests/", requests.requests, name="requests"),
    path("<int:pk>/requests/suggest/", requests.suggest, name="suggest"),
    path("<int:pk>/requests/remind/", requests.remind, name="remind"),
    path("<int:pk>/requests/<int:request_pk>/must/", requests.must, name="must"),
    path("<int:pk>/meetings/", requests.meetings, name="meetings"),
    path("<int:pk>/meetings/new/", requests.group, name="group"),
    path("<int:pk>/meetings/choose/", requests.choose, name="choose"),
    path("<int:pk>/meetings/<int:meeting_pk>/cancel/", cancelling.cancel, name="meeting-cancel"),
]

# Timetables, their grid, and the day
urlpatterns += [
    path("<int:pk>/timetable/", plan.timetable, name="timetable"),
    path("<int:pk>/timetable/start/", plan.start, name="plan-start"),
    path("<int:pk>/timetable/read/", plan.read, name="plan-read"),
    path("<int:pk>/timetable/<int:number>/", plan.plan, name="plan"),
    path("<int:pk>/timetable/<int:number>/progress/", plan.progress, name="plan-progress"),
    path("<int:pk>/timetable/<int:number>/stop/", plan.stop, name="plan-stop"),
    path("<int:pk>/timetable/<int:number>/publish/", plan.publish, name="plan-publish"),
    path("<int:pk>/timetable/<int:number>/change/", plan.change, name="plan-change"),
    path("<int:pk>/timetable/<int:number>/discard/", plan.discard, name="plan-discard"),
    path("<int:pk>/timetable/<int:number>/file/<slug:kind>.xlsx", plan.file, name="plan-file"),
    path("<int:pk>/timetable/<int:number>/proof/", plan.proof, name="plan-proof"),
    path("<int:pk>/timetable/<int:number>/paper/people/", plan.paper, {"by": "people"}, name="plan-paper"),
    path("<int:pk>/timetable/<int:number>/paper/tables/", plan.paper, {"by": "tables"}, name="plan-paper-tables"),
    path("<int:pk>/timetable/<int:number>/grid/", grid.grid, name="grid"),
    path("<int:pk>/timetable/<int:number>/tables/", grid.grid, {"by": "tables"}, name="grid-tables"),
    path("<int:pk>/timetable/<int:number>/meetings/<int:meeting_pk>/", grid.meeting, name="grid-meeting"),
    path("<int:pk>/timetable/<int:number>/meetings/<int:meeting_pk>/lock/", grid.lock, name="grid-lock"),
    path("<int:pk>/day/", day.day, name="day"),
    path("<int:pk>/day/seats/<int:seat_pk>/", day.attendance, name="day-attendance"),
    path("<int:pk>/day/meetings/<int:meeting_pk>/", day.held, name="day-held"),
    path("<int:pk>/day/add/", day.add, name="day-add"),
    path("<int:pk>/day/trouble/", day.trouble, name="day-trouble"),
]

# Files: calendars, paper, messages, follow-up
urlpatterns += [
    path("me/<str:token>/calendar.ics", calendars.mine, name="me-calendar"),
    path("me/<str:token>/timetable.pdf", paper.mine, name="me-paper"),
    path("me/<str:token>/stop/", mails.stop, name="me-stop"),
    path("<int:pk>/calendar.ics", calendars.of_event, name="calendar"),
    path("<int:pk>/tables/<int:table_pk>/calendar.ics", calendars.of_table, name="calendar-table"),
    path("<int:pk>/files/", paper.files, name="files"),
    path("<int:pk>/files/badges.pdf", paper.badges, name="badges"),
    path("<int:pk>/files/<sheet:what>.pdf", paper.sheet, name="sheet"),
    path("<int:pk>/messages/", mails.mails, name="mails"),
    path("<int:pk>/messages/send/", mails.send, name="mails-send"),
    path("<int:pk>/messages/drafts/", mails.drafts, name="mails-drafts"),
    path("<int:pk>/messages/retry/", mails.retry, name="mails-retry"),
    path("<int:pk>/messages/<int:notice_pk>/again/", mails.again, name="mails-again"),
    path("<int:pk>/follow-up/", follow.follow, name="follow"),
    path("<int:pk>/follow-up/encounters/", follow.encounters, name="encounters"),
    path("<int:pk>/follow-up/proof/", follow.prove, name="prove"),
    path("<int:pk>/report.<report_form:form>", follow.report, name="report"),
]

# Buyers, and what came of meeting them
urlpatterns += [
    path("<int:pk>/buyers/", buyers.buyers, name="buyers"),
    path("<int:pk>/buyers/leads/new/", buyers.lead, name="lead-new"),
    path("<int:pk>/buyers/leads/<int:lead_pk>/", buyers.lead, name="lead"),
    path("<int:pk>/buyers/leads/<int:lead_pk>/delete/", buyers.lead_delete, name="lead-delete"),
    path("<int:pk>/buyers/leads/<int:lead_pk>/count/", buyers.count, name="lead-count"),
    path("leads/", buyers.leads, name="leads"),
    path("<int:pk>/buyers/needs/new/", needs.need, name="need-new"),
    path("<int:pk>/buyers/needs/<int:line_pk>/", needs.need, name="need"),
    path("<int:pk>/buyers/needs/<int:line_pk>/step/", needs.step, name="need-step"),
    path("me/<str:token>/needs/", needs.mine, name="me-needs"),
    path("me/<str:token>/needs/add/", needs.add, name="me-need-add"),
    path("me/<str:token>/needs/<int:line_pk>/", needs.own_step, name="me-need"),
    path("me/<str:token>/needs/<int:line_pk>/propose/", needs.propose, name="me-propose"),
]

# From the scouting room: whom to bring together, whom to invite
urlpatterns += [
    path("<int:pk>/requests/pairs/", pairs.pairs, name="pairs"),
    path("<int:pk>/participants/scouting/", pairs.guests, name="guests"),
]

# What takes place beside the meetings
urlpatterns += [
    path("<int:pk>/programme/", programme.programme, name="programme"),
    path("<int:pk>/programme/new/", programme.item, name="programme-new"),
    path("<int:pk>/programme/<int:item_pk>/", programme.item, name="programme-item"),
    path("<int:pk>/programme/<int:item_pk>/step/", programme.step, name="programme-step"),
    path("<int:pk>/programme.docx", programme.document, name="programme-file"),
]
