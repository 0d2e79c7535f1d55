"""Addresses of the validation app."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intercluster_web.validation.views import answering, asking, posts, rounds


class ResultsForm(StringConverter):
    regex = "xlsx|docx"


register_converter(ResultsForm, "results_form")

app_name = "validation"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("cooperations/<int:pk>/", rounds.cooperation, name="cooperation"),
    path("new/", rounds.new, name="new"),
    path("posts/<slug:key>/", posts.ask, name="ask-post"),
    path("<int:pk>/", rounds.show, name="round"),
    path("<int:pk>/edit/", rounds.edit, name="edit"),
    path("<int:pk>/options/", rounds.add_option, name="option-add"),
    path("<int:pk>/options/<int:option_pk>/remove/", rounds.remove_option, name="option-remove"),
    path("<int:pk>/ask/", asking.ask, name="ask"),
    path("<int:pk>/open/", rounds.open_round, name="open"),
    path("<int:pk>/send/", asking.send, name="send"),
    path("<int:pk>/drafts/", asking.drafts, name="drafts"),
    path("<int:pk>/asked/<int:invitation_pk>/message.eml", asking.message, name="message"),
    path("<int:pk>/asked/<int:invitation_pk>/reply/", asking.reply, name="reply"),
    path("<int:pk>/asked/<int:invitation_pk>/withdraw/", asking.withdraw, name="withdraw"),
    path("<int:pk>/extend/", rounds.extend, name="extend"),
    path("<int:pk>/close/", rounds.close, name="close"),
    path("<int:pk>/results.<results_form:form>", rounds.export, name="export"),
    path("<int:pk>/shortlist/", rounds.apply, name="apply"),
    path("<int:pk>/share/", rounds.share, name="share"),
    path("<int:pk>/delete/", rounds.delete, name="delete"),
    # For people without an account
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("thanks/", answering.thanks, name="thanks"),
    path("thanks/anonymous/", answering.thanks_anonymous, name="thanks-anonymous"),
]
