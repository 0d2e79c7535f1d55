"""Pages of sign-in, account, seats, tokens and personal data."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intercluster_web.accounts import actions, forms, lockout, queries
from intercluster_web.accounts.models import Invitation, User
from intercluster_web.accounts.permissions import SEAT_IN_USE, may_manage, superuser_required


class SignIn(auth_views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = forms.SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        return in_language_of(form.get_user(), super().form_valid(form))


class SignOut(auth_views.LogoutView):
    next_page = reverse_lazy("home")


class ChangePassword(auth_views.PasswordChangeView):
    template_name = "accounts/change_password.html"
    success_url = reverse_lazy("accounts:profile")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


class ForgottenPassword(auth_views.PasswordResetView):
    template_name = "accounts/forgotten_password.html"
    form_class = forms.ForgottenPasswordForm
    success_url = reverse_lazy("accounts:password-link-sent")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"client": lockout.client_of(self.request)}


class NewPassword(auth_views.PasswordResetConfirmView):
    template_name = "accounts/new_password.html"
    success_url = reverse_lazy("accounts:sign-in")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is changed. Sign in with it."))
        return super().form_valid(form)


def in_language_of(user: User, response: HttpResponse) -> HttpResponse:
    """Make the pages speak the language of a person from this answer on."""
    translation.activate(user.language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        user.language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


def password_link_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_link_sent.html")


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    form = forms.ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        actions.save_profile(user)
        response = in_language_of(user, redirect("accounts:profile"))
        messages.success(request, _("Saved."))
        return response
    seats = request.user.seats.select_related("organisation").order_by("organisation__name")
    return render(request, "accounts/profile.html", {"form": form, "seats": seats})


@login_required
@require_POST
def act_for(request: HttpRequest, key: str) -> HttpResponse:
    """Choose which of one's organisations to act for, for this session."""
    seat = get_object_or_404(request.user.seats.select_related("organisation"), organisation__key=key)
    request.session[SEAT_IN_USE] = seat.organisation_id
    messages.success(request, _("You now act for %(organisation)s.") % {"organisation": seat.organisation})
    return redirect("home")


@login_required
def seats(request: HttpRequest, key: str) -> HttpResponse:
    """Who sits at an organisation; its managers invite, change roles and remove."""
    return _seats_page(request, queries.organisation_with_seats(request.user, key), forms.InvitationForm())


def _seats_page(request: HttpRequest, organisation: Any, form: forms.InvitationForm) -> HttpResponse:
    manages = may_manage(request.user, organisation)
    people = organisation.seats.select_related("user").order_by("user__last_name", "user__email")
    open_ones = queries.open_invitations().filter(organisation=organisation).select_related("invited_by")
    return render(
        request,
        "accounts/seats.html",
        {
            "organisation": organisation,
            "manages": manages,
            "form": form,
            "people": [(seat, _role_form(seat)) for seat in people],
            "invitations": [(one, _link(request, one)) for one in open_ones] if manages else [],
            "days": settings.INVITATION_DAYS,
        },
    )


def _role_form(seat: Any) -> forms.RoleForm:
    return forms.RoleForm(initial={"role": seat.role}, auto_id=f"seat_{seat.pk}_%s")


def _managed(request: HttpRequest, key: str) -> Any:
    organisation = queries.organisation_with_seats(request.user, key)
    if not may_manage(request.user, organisation):
        raise PermissionDenied
    return organisation


def _link(request: HttpRequest, invitation: Invitation) -> str:
    address = reverse("accounts:accept-invitation", args=[queries.invitation_token(invitation)])
    return request.build_absolute_uri(address)


@login_required
@require_POST
def invite(request: HttpRequest, key: str) -> HttpResponse:
    organisation = _managed(request, key)
    form = forms.InvitationForm(request.POST)
    if form.is_valid() and _invited(request, organisation, form):
        return redirect("accounts:seats", key)
    return _seats_page(request, organisation, form)


def _invited(request: HttpRequest, organisation: Any, form: forms.InvitationForm) -> bool:
    """Send the invitation of a valid form; what is wrong with it goes onto the form."""
    try:
        invitation = actions.invite(organisation, form.cleaned_data["email"], form.cleaned_data["role"], request.user)
    except ValidationError as error:
        form.add_error("email", error)
        return False
    actions.send_invitation(invitation, _link(request, invitation))
    messages.success(
        request,
        _("Invitation sent to %(email)s. You can also pass on its link yourself.") % {"email": invitation.email},
    )
    return True


@login_required
@require_POST
def change_seat(request: HttpRequest, key: str, seat: int) -> HttpResponse:
    organisation = _managed(request, key)
    taken = get_object_or_404(organisation.seats.select_related("user", "organisation"), pk=seat)
    form = forms.RoleForm(request.POST)
    try:
        if form.is_valid() and form.cleaned_data["role"] == "remove":
            actions.remove_seat(taken)
            messages.success(request, _("%(person)s no longer has a seat.") % {"person": taken.user})
        elif form.is_valid():
            actions.change_role(taken, form.cleaned_data["role"])
            messages.success(request, _("%(person)s: role changed.") % {"person": taken.user})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("accounts:seats", key)


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    actions.withdraw(get_object_or_404(_managed(request, key).invitations, pk=pk))
    messages.success(request, _("Invitation withdrawn: its link no longer works."))
    return redirect("accounts:seats", key)


def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invited person takes the seat, opening an account first where there is none."""
    invitation = queries.invitation_of(token)
    if invitation is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    known = User.objects.filter(email=invitation.email).first()
    form = (
        None
        if known
        else forms.RegistrationForm(request.POST or None, initial={"language": translation.get_language()})
    )
    if request.method == "POST":
        if form and form.is_valid():
            user = actions.register(invitation, **form.cleaned_data)
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return in_language_of(user, redirect("home"))
        if known and request.user == known:
            actions.accept(invitation, known)
            return redirect("home")
    return render(request, "accounts/accept_invitation.html", {"invitation": invitation, "form": form, "known": known})


@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """A person's API tokens; a new one is shown once, in the answer that made it."""
    form, fresh = forms.TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        fresh, form = actions.create_token(request.user, form.cleaned_data["name"]), forms.TokenForm()
    context = {"form": form, "fresh": fresh, "tokens": request.user.api_tokens.all()}
    response = render(request, "accounts/tokens.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    actions.revoke(get_object_or_404(request.user.api_tokens, pk=pk))
    messages.success(request, _("Token revoked."))
    return redirect("accounts:tokens")


@login_required
def personal_data(request: HttpRequest) -> HttpResponse:
    return _personal_data_page(request, forms.EraseForm(request=request))


def _personal_data_page(request: HttpRequest, form: forms.EraseForm) -> HttpResponse:
    return render(
        request, "accounts/personal_data.html", {"form": form, "sole_manager_of": queries.sole_manager_of(request.user)}
    )


@login_required
def export_personal_data(request: HttpRequest) -> HttpResponse:
    """All that is kept about the person, as one JSON file."""
    kept = {"exported_at": timezone.now(), **queries.everything_about(request.user)}
    text = json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return HttpResponse(
        text,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="intercluster-personal-data.json"'},
    )


@login_required
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    form = forms.EraseForm(request.POST, request=request)
    if not form.is_valid():
        return _personal_data_page(request, form)
    person = User.objects.get(pk=request.user.pk)
    logout(request)
    actions.erase(person)
    messages.success(request, _("Your account and your personal data are erased."))
    return redirect("home")


@superuser_required
@require_http_methods(["GET", "POST"])
def installation(request: HttpRequest) -> HttpResponse:
    """The administrator sees which organisations have people here, and seats the first one of any."""
    form = forms.InstallationInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = queries.organisation_by_key(form.cleaned_data["organisation"])
        if organisation is None:
            form.add_error("organisation", _("The directory has no organisation with this key."))
        elif _invited(request, organisation, form):
            return redirect("accounts:seats", organisation.key)
    return render(
        request,
        "accounts/installation.html",
        {"form": form, "organisations": queries.seated_organisations(), "names": queries.organisation_names()},
    )
