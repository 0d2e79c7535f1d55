"""Requests to meet, as people ask and as the organiser sets them; what to choose among."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from intercluster_web.events.models import Event, Participant, RequestState, Wish
from intercluster_web.events.queries.participants import coming

_ALL = ("", pgettext_lazy("requests", "all"))
WEIGHTS = [
    (1, gettext_lazy("1 – if there is room")),
    (2, "2"),
    (3, gettext_lazy("3 – gladly")),
    (4, "4"),
    (5, gettext_lazy("5 – this is why I come")),
]


class AskForm(forms.Form):
    message = forms.CharField(label=gettext_lazy("message"), required=False, max_length=500)
    weight = forms.TypedChoiceField(label=gettext_lazy("how much"), choices=WEIGHTS, coerce=int, initial=3)
    wish = forms.ChoiceField(label=gettext_lazy("when"), choices=Wish.choices, initial=Wish.ANY)


class RequestFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("name or organisation"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=gettext_lazy("state"),
        required=False,
        choices=[_ALL, *RequestState.choices, ("reserve", gettext_lazy("agreed, in reserve"))],
    )
    must = forms.BooleanField(label=gettext_lazy("must take place"), required=False)


class _People(forms.ModelChoiceField):
    def label_from_instance(self, one: Participant) -> str:
        return f"{one.organisation_name} – {one.name}"


class _ManyPeople(forms.ModelMultipleChoiceField):
    def label_from_instance(self, one: Participant) -> str:
        return f"{one.organisation_name} – {one.name}"


class SuggestForm(forms.Form):
    """The organiser puts two people together: as a request that one of them answers."""

    asks = _People(label=gettext_lazy("who asks"), queryset=Participant.objects.none())
    asked = _People(label=gettext_lazy("who answers"), queryset=Participant.objects.none())
    message = forms.CharField(label=gettext_lazy("message"), required=False, max_length=500)
    weight = forms.TypedChoiceField(label=gettext_lazy("how much"), choices=WEIGHTS, coerce=int, initial=3)
    wish = forms.ChoiceField(label=gettext_lazy("when"), choices=Wish.choices, initial=Wish.ANY)
    must = forms.BooleanField(label=gettext_lazy("must take place"), required=False)

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("asks", "asked"):
            self.fields[name].queryset = coming(event)


class GroupForm(forms.Form):
    """A meeting of two or more that the organiser sets, agreed by other means."""

    title = forms.CharField(label=gettext_lazy("title"), required=False, max_length=200)
    people = _ManyPeople(
        label=gettext_lazy("people"), queryset=Participant.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    wish = forms.ChoiceField(label=gettext_lazy("when"), choices=Wish.choices, initial=Wish.ANY)
    any_colleague = forms.BooleanField(
        label=gettext_lazy("A colleague of the same organisation may sit there instead"), required=False
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].queryset = coming(event)


class ChooseForm(forms.Form):
    """Among what to choose, and within which limits."""

    unanswered = forms.BooleanField(
        label=gettext_lazy("Also requests still without an answer: I decide for them"), required=False
    )
    most = forms.IntegerField(label=gettext_lazy("most meetings for one person"), min_value=1, max_value=200)
    least = forms.IntegerField(label=gettext_lazy("fewest meetings for one person"), min_value=0, max_value=200)
    fair = forms.BooleanField(
        label=gettext_lazy("First raise the smallest number of meetings of anybody"), required=False
    )
