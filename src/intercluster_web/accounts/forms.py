"""Forms of accounts."""

from typing import Any

from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts import lockout, post
from intercluster_web.accounts.models import ROLES, User


class SignInForm(auth_forms.AuthenticationForm):
    """E-mail and password; too many failures from one place bring a pause."""

    username = auth_forms.UsernameField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"})
    )
    error_messages = {
        "invalid_login": _("This e-mail address and password do not match an account here."),
        "inactive": _("This account is closed."),
        "paused": _("Too many failures. Wait a quarter of an hour, or ask for a new password."),
    }

    def clean(self) -> dict[str, Any]:
        address, client = self.cleaned_data.get("username") or "", lockout.client_of(self.request)
        if lockout.is_paused(address, client):
            raise ValidationError(self.error_messages["paused"], code="paused")
        try:
            cleaned = super().clean()
        except ValidationError:
            lockout.note_failure(address, client)
            raise
        lockout.forget_failures(address, client)
        return cleaned


class ForgottenPasswordForm(auth_forms.PasswordResetForm):
    """Asks for a link to choose a new password. The answer is the same whether the address is known or not."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, client: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client

    def save(self, *args: Any, **kwargs: Any) -> None:
        asked = f"new password for {self.cleaned_data['email']}"
        if not lockout.is_paused(asked, self.client):  # nobody fills somebody's letter box
            lockout.note_failure(asked, self.client)
            super().save(*args, **kwargs)

    def send_mail(self, *message: Any, **_options: Any) -> None:
        _subject_template, _body_template, context, _from, to = message
        post.send("accounts/mail/new_password", context, to)


class ProfileForm(forms.ModelForm):
    """Name and language."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "language"]


class InvitationForm(forms.Form):
    """Whom to seat, and as what."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=ROLES,
        initial="editor",
        help_text=_("Observers read; editors also write; managers also seat people."),
    )


class RoleForm(forms.Form):
    """A seat's role, or its removal."""

    role = forms.ChoiceField(label=_("Role"), choices=[*ROLES, ("remove", _("remove from the organisation"))])


class InstallationInvitationForm(InvitationForm):
    """The administrator seats the first person of any organisation."""

    organisation = forms.SlugField(
        label=_("Organisation"),
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
        help_text=_("Its key in the directory: the last part of the address of its page."),
    )
    field_order = ["organisation", "email", "role"]


class RegistrationForm(forms.Form):
    """An invited person opens an account."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("en", "English"), ("fr", "Français")])
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 10 characters, and not a common password."),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


class TokenForm(forms.Form):
    """What a new API token is for."""

    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("For instance: weekly export to our spreadsheet.")
    )


class EraseForm(forms.Form):
    """The person types their password before their account is erased."""

    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.request.user.check_password(password):
            raise ValidationError(_("This is not your password."), code="wrong")
        return password
