"""Forms of needs and offers, their review, and interest in them."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.accounts.permissions import named_in
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.wording import country_choices
from intercluster_web.outcomes.models import Interest, Posting, PostingStatus
from intercluster_web.outcomes.models.postings import Kind, PostingSide
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.forms import CountriesField, OwnedForm, known_organisation

LONGEST = timedelta(days=366)


class MemberInput(forms.TextInput):
    """A member: of the directory, or a name only."""

    def __init__(self) -> None:
        super().__init__(attrs={"list": "organisations", "autocomplete": "off"})


class DayInput(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class PostingForm(OwnedForm):
    countries = CountriesField(
        label=gettext_lazy("Countries aimed at"),
        help_text=gettext_lazy("For a need: where the partner or its market is. For an offer: where it holds."),
    )
    member_country = forms.ChoiceField(label=gettext_lazy("Country of the member"), required=False)

    class Meta:
        model = Posting
        fields = [
            "owner",
            "side",
            "kind",
            "member_name",
            "member_kind",
            "member_country",
            "title",
            "text",
            "market",
            "countries",
            "expires_on",
            "note",
        ]
        widgets = {
            "side": forms.RadioSelect,
            "kind": forms.RadioSelect,
            "member_name": MemberInput,
            "text": forms.Textarea(attrs={"rows": 4}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "expires_on": DayInput,
        }
        help_texts = {
            "member_name": gettext_lazy("Seen by your own people only, until the member agrees to be named."),
            "title": gettext_lazy("What others see first: no name, no brand."),
            "text": gettext_lazy("In your words; the fields are found from it. Others read it: no name, no address."),
            "market": gettext_lazy("For example: automotive, hospitals, rail."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member_country"].choices = [("", "—"), *country_choices()]
        self.fields["kind"].choices = Kind.choices
        self.fields["side"].choices = PostingSide.choices

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day > timezone.localdate() + LONGEST:
            raise ValidationError(_("A year at most; it can be renewed."))
        if day < timezone.localdate() and "expires_on" in self.changed_data:
            raise ValidationError(_("This date is past."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.member = known_organisation(cleaned.get("member_name", ""))
        if not cleaned.get("member_country"):
            member, owner = self.instance.member, cleaned.get("owner")
            at_home = owner or (self.instance.owner if self.instance.owner_id else None)
            cleaned["member_country"] = (member and member.country) or (at_home.country if at_home else "")
        return cleaned


class ReviewForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Remark"), max_length=300, required=False)


class PostingFilterForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        required=False,
        choices=[("", gettext_lazy("all")), ("ours", gettext_lazy("our members")), ("others", gettext_lazy("others"))],
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Need or offer"), required=False, choices=[("", gettext_lazy("all")), *PostingSide.choices]
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("all")), *Kind.choices]
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[("", gettext_lazy("all")), *PostingStatus.choices]
    )


class PostingFileForm(forms.Form):
    owner = forms.ModelChoiceField(label=gettext_lazy("belongs to"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("File of needs and offers"),
        help_text=gettext_lazy("xlsx or CSV, 5 MB at most; the first row names the columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = writable_organisations(user)


class InterestForm(OwnedForm):
    """The three questions the relaying networks ask, and who asks, told without names."""

    class Meta:
        model = Interest
        fields = [
            "owner",
            "cooperation",
            "member_name",
            "member_kind",
            "about",
            "why",
            "brings",
            "expects",
            "expires_on",
        ]
        widgets = {
            "member_name": MemberInput,
            "about": forms.Textarea(attrs={"rows": 2}),
            "why": forms.Textarea(attrs={"rows": 2}),
            "brings": forms.Textarea(attrs={"rows": 2}),
            "expects": forms.Textarea(attrs={"rows": 2}),
            "expires_on": DayInput,
        }
        labels = {"owner": gettext_lazy("relayed by")}
        help_texts = {
            "member_name": gettext_lazy("Told to nobody before both members agree."),
            "about": gettext_lazy("For example: a company of 40 people that makes optical sensors."),
        }

    def __init__(self, *args: Any, user: Any, posting: Posting, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.instance.posting = posting
        self.fields["cooperation"].queryset = Cooperation.objects.filter(named_in(user))
        self.fields["owner"].queryset = writable_organisations(user).exclude(pk=posting.owner_id)

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if not timezone.localdate() <= day <= timezone.localdate() + timedelta(days=120):
            raise ValidationError(_("A day within the next four months."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.member = known_organisation(cleaned.get("member_name", ""))
        return cleaned


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[("agrees", ""), ("refuses", "")])
    note = forms.CharField(
        label=gettext_lazy("A word to your cluster"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Read by your own cluster only."),
    )


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address of your member"))
