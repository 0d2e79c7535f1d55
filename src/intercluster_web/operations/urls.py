"""Addresses of joint operations."""

from django.urls import path

from intercluster_web.operations.views import operations as views
from intercluster_web.operations.views import positions

app_name = "operations"
urlpatterns = [
    path("", views.everywhere, name="all"),
    path("cooperations/<int:pk>/", views.cooperation, name="cooperation"),
    path("cooperations/<int:pk>/<slug:kind>/new/", views.new, name="new"),
    path("sign/<str:token>/", positions.consent, name="consent"),
    path("sign/<str:token>/no/", positions.decline, name="decline"),
    path("sign/<str:token>/file/", positions.consent_file, name="consent-file"),
    path("position/<int:pk>/seal/", positions.seal, name="seal"),
    path("position/<int:pk>/ask/", positions.ask, name="ask"),
    path("position/<int:pk>/sealed/<int:sealed_pk>/", positions.sealed_file, name="sealed-file"),
    path("position/<int:pk>/signatures/<int:signature_pk>/letter.eml", positions.letter, name="letter"),
    path("position/<int:pk>/signatures/<int:signature_pk>/renew/", positions.renew, name="renew"),
    path("position/<int:pk>/signatures/<int:signature_pk>/record/", positions.record, name="record"),
    path("<slug:kind>/<int:pk>/", views.operation, name="operation"),
    path("<slug:kind>/<int:pk>/edit/", views.edit, name="edit"),
    path("<slug:kind>/<int:pk>/delete/", views.delete, name="delete"),
    path("<slug:kind>/<int:pk>/file.<slug:form>", views.file, name="file"),
    path("<slug:kind>/<int:pk>/<slug:relation>/add/", views.line, name="line-new"),
    path("<slug:kind>/<int:pk>/<slug:relation>/<int:line_pk>/", views.line, name="line"),
    path("<slug:kind>/<int:pk>/<slug:relation>/<int:line_pk>/delete/", views.line_delete, name="line-delete"),
]
