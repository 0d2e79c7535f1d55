"""Forms for an objective and for the quick start that drafts one."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intercluster_web.directory.models import Organisation
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.records.forms import CountriesField, OwnedForm
from intercluster_web.scouting.models import ChainLink, Kind, Lock, Objective, Strategy, TargetMarket


class ObjectiveForm(OwnedForm):
    countries = CountriesField()

    class Meta:
        model = Objective
        fields = ["owner", "kind", "text", "statement", "countries", "strategy", "market", "lock", "link"]
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 2}),
            "statement": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "text": _("In your words, in English, French, German, Spanish or Italian: “ingénierie des surfaces”."),
            "statement": _(
                "Why this search, and what a good partner would change. Needed before you can keep what you find."
            ),
        }

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        own = Q(owner=self.instance.owner_id) if self.instance.pk else Q(owner__in=writable_organisations(user))
        strategies = Strategy.objects.filter(own)
        self.fields["strategy"].queryset = strategies
        for name, model in (("market", TargetMarket), ("lock", Lock), ("link", ChainLink)):
            self.fields[name].queryset = model.objects.filter(strategy__in=strategies)
        self.fields["kind"].choices = Kind.choices

    def clean(self) -> dict[str, Any]:
        """What the objective points to must be of one strategy, and of the objective's own organisation."""
        cleaned = super().clean() or self.cleaned_data
        owner = cleaned.get("owner") or (self.instance.owner if self.instance.pk else None)
        strategy = cleaned.get("strategy")
        for name in ("market", "lock", "link"):
            entry = cleaned.get(name)
            if entry and strategy is None:
                strategy = cleaned["strategy"] = entry.strategy
            if entry and entry.strategy_id != strategy.pk:
                self.add_error(name, _("This belongs to another strategy than the one chosen."))
        if strategy and owner and strategy.owner_id != owner.pk:
            self.add_error("strategy", _("This strategy belongs to another organisation."))
        return cleaned


class QuickStartForm(forms.Form):
    """I am … looking for … in …"""

    owner = forms.ModelChoiceField(label=_("I am"), queryset=Organisation.objects.none(), empty_label=None)
    text = forms.CharField(
        label=_("looking for"),
        max_length=500,
        widget=forms.TextInput(attrs={"placeholder": _("surface engineering, ingénierie des surfaces…")}),
    )
    kind = forms.ChoiceField(label=_("in order to"), choices=Kind.choices, initial=Kind.LIFT_A_LOCK)
    countries = CountriesField(label=_("in"))

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = writable_organisations(user)
