"""Forms: a watch, who keeps it, what they report."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.territory.zones import zones
from intercluster_web.contacts.models import Contact
from intercluster_web.directory.wording import country_label, field_choices, field_label, zone_label
from intercluster_web.languages import by_label
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.forms import TogetherForm
from intercluster_web.scouting.queries.fields import suggested
from intercluster_web.scouting.queries.ground import ground
from intercluster_web.watch.models import Finding, Watch

MOST_ZONES = 20


class WatchForm(TogetherForm):
    """``words``: what the need says, from which fields are suggested."""

    concepts = forms.MultipleChoiceField(label=gettext_lazy("fields"), widget=forms.SelectMultiple(attrs={"size": 8}))
    zones = forms.MultipleChoiceField(
        label=gettext_lazy("countries and regions"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("None chosen: everywhere."),
    )

    class Meta:
        model = Watch
        fields = ["owner", "title", "concepts", "zones", "partners"]

    def __init__(self, *args: Any, user: Any, words: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = list(self.instance.concepts or [])
        found = suggested(ground(), words, chosen) if words else []
        self._offer_fields([*chosen, *(one.key for one in found)])
        if not chosen:
            self.initial["concepts"] = [one.key for one in found if one.ticked]
        self.fields["zones"].choices = _places(self.instance.zones)
        if self.instance.pk or self.instance.owner_id:
            del self.fields["owner"]
        else:
            self.fields["owner"].queryset = writable_organisations(user)
            self.fields["owner"].empty_label = None

    def _offer_fields(self, first: list[str]) -> None:
        """The fields of the need first, then those of the directory."""
        near = [(key, field_label(key)) for key in dict.fromkeys(first)]
        rest = [choice for choice in field_choices() if choice[0] not in dict(near)]
        self.fields["concepts"].choices = [*sorted(near, key=by_label), *rest]

    def clean_zones(self) -> list[str]:
        codes = list(self.cleaned_data["zones"])
        if len(codes) > MOST_ZONES:
            raise ValidationError(_("At most %(n)s countries and regions.") % {"n": MOST_ZONES})
        return codes


def _places(chosen: Iterable[str]) -> list[Any]:
    """Countries, each with its regions (NUTS 2, states), and whatever else is chosen already."""
    kept = set(chosen)
    within: dict[str, list[tuple[str, str]]] = {}
    for code, zone in zones().items():
        if zone.level == 2 or (zone.level and code in kept):
            within.setdefault(zone.country, []).append((code, zone_label(code)))
    countries = [(code, country_label(code)) for code, zone in zones().items() if zone.level == 0]
    return [
        (label, [(code, _("%(country)s, all of it") % {"country": label}), *sorted(within.get(code, []), key=by_label)])
        for code, label in sorted(countries, key=by_label)
    ]


class KeeperForm(forms.Form):
    contact = forms.ModelChoiceField(label=gettext_lazy("who keeps it on the spot"), queryset=Contact.objects.none())

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"].queryset = people
        self.fields["contact"].label_from_instance = _with_place


def _with_place(contact: Contact) -> str:
    return f"{contact.name} – {contact.where}" if contact.where else contact.name


class ReportForm(forms.ModelForm):
    """What somebody on the spot reports: a line, a text, a link, its date."""

    class Meta:
        model = Finding
        fields = ["label", "text", "url", "dated"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "dated": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    url = forms.URLField(label=gettext_lazy("link"), required=False, max_length=500, assume_scheme="https")

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text) > 4000:
            raise ValidationError(_("At most %(n)s characters.") % {"n": 4000})
        return text

    def clean_dated(self) -> Any:
        day = self.cleaned_data["dated"]
        if day and day.year > timezone.localdate().year + 10:
            raise ValidationError(_("This day is too far away."))
        return day
