"""Forms for shortlists: keeping, annotating, tracks, sharing."""

from django import forms

from intercluster_web.records.forms import TogetherForm
from intercluster_web.scouting.models import Shortlist, ShortlistLine, Track


class ShortlistForm(TogetherForm):
    class Meta:
        model = Shortlist
        fields = ["name", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}


class LineForm(forms.ModelForm):
    """``revision`` is what the person saw when they began to write."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ShortlistLine
        fields = ["status", "set_aside_because", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class TrackForm(forms.ModelForm):
    class Meta:
        model = Track
        fields = ["what", "who", "due"]
        widgets = {"due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
