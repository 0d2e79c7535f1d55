"""Addresses of sign-in, account, seats and personal data."""

from django.urls import path

from intercluster_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("profile/", views.profile, name="profile"),
    path("password/", views.ChangePassword.as_view(), name="change-password"),
    path("password/forgotten/", views.ForgottenPassword.as_view(), name="forgotten-password"),
    path("password/sent/", views.password_link_sent, name="password-link-sent"),
    path("password/new/<uidb64>/<token>/", views.NewPassword.as_view(), name="new-password"),
    path("acting-for/<slug:key>/", views.act_for, name="act-for"),
    path("seats/<slug:key>/", views.seats, name="seats"),
    path("seats/<slug:key>/invite/", views.invite, name="invite"),
    path("seats/<slug:key>/<int:seat>/", views.change_seat, name="change-seat"),
    path("seats/<slug:key>/invitations/<int:pk>/withdraw/", views.withdraw_invitation, name="withdraw-invitation"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept-invitation"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", views.revoke_token, name="revoke-token"),
    path("personal-data/", views.personal_data, name="personal-data"),
    path("personal-data/export/", views.export_personal_data, name="export-personal-data"),
    path("personal-data/erase/", views.erase, name="erase"),
    path("installation/", views.installation, name="installation"),
]
