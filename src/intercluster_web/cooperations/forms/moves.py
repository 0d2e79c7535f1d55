"""Forms of moving on the ladder, of who takes part, and of who sees what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from intercluster.cooperations.ladder import Stage
from intercluster_web.accounts.visibility import Audience, Visibility
from intercluster_web.cooperations.actions.moves import Move
from intercluster_web.cooperations.actions.parties import Sharing
from intercluster_web.cooperations.forms.cooperation import RevisionForm, date_input
from intercluster_web.cooperations.models import Cooperation, Ladder, PartyRole
from intercluster_web.directory.models import Organisation
from intercluster_web.records.forms import OrganisationField


class MoveForm(RevisionForm):
    target = forms.ChoiceField(label=gettext_lazy("step"), choices=Ladder.choices, widget=forms.HiddenInput)
    on = forms.DateField(
        label=gettext_lazy("day"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Empty: today."),
    )
    because = forms.CharField(
        label=gettext_lazy("why"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("who reads this entry of the journal"), choices=Audience.choices, required=False
    )
    override = forms.BooleanField(label=gettext_lazy("go on without the proofs that are missing"), required=False)

    def move(self) -> Move:
        given = self.cleaned_data
        return Move(
            Stage(given["target"]),
            given["because"],
            override=given["override"],
            on=given["on"],
            audience=given["audience"] or Audience.OWN,
        )


class AddPartyForm(RevisionForm):
    organisation = OrganisationField(label=gettext_lazy("organisation"))
    role = forms.ChoiceField(label=gettext_lazy("role"), choices=PartyRole.choices, initial=PartyRole.PARTNER)


class RoleForm(RevisionForm):
    role = forms.ChoiceField(label=gettext_lazy("role"), choices=PartyRole.choices)


class SharingForm(RevisionForm):
    """One row for each party and each organisation named so far: nothing, reads, or works."""

    ACCESS = [
        ("", gettext_lazy("sees nothing of it")),
        ("reads", gettext_lazy("reads what is shared")),
        ("works", gettext_lazy("reads it and works on it with us")),
    ]
    visibility = forms.ChoiceField(label=gettext_lazy("visible to"), choices=Visibility.choices)

    def __init__(self, *args: Any, cooperation: Cooperation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.organisations = {each.pk: each for each in _others(cooperation)}
        named = set(cooperation.partners.values_list("pk", flat=True))
        works = set(cooperation.parties.filter(works=True).values_list("organisation_id", flat=True))
        self.fields["visibility"].initial = cooperation.visibility
        for pk, organisation in self.organisations.items():
            access = "works" if pk in works & named else "reads" if pk in named else ""
            self.fields[f"access_{pk}"] = forms.ChoiceField(
                label=organisation.name, choices=self.ACCESS, required=False, initial=access
            )

    def rows(self) -> list[Any]:
        return [self[f"access_{pk}"] for pk in self.organisations]

    def sharing(self) -> Sharing:
        given = self.cleaned_data
        chosen = {self.organisations[pk]: given[f"access_{pk}"] for pk in self.organisations}
        return Sharing(given["visibility"], {one: how == "works" for one, how in chosen.items() if how})


def _others(cooperation: Cooperation) -> list[Organisation]:
    parties = Organisation.objects.filter(takes_part_in__cooperation=cooperation, takes_part_in__left_on=None)
    found = (parties | cooperation.partners.all()).exclude(pk=cooperation.owner_id)
    return list(found.distinct().order_by("name"))
