from django.urls import path

from intercluster_web.evidence.imports import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/reset/", views.reset, name="imports-reset"),
    path("imports/<int:pk>/", views.job, name="import"),
    path("imports/<int:pk>/progress/", views.progress, name="import-progress"),
    path("imports/<int:pk>/confirm/", views.confirm, name="import-confirm"),
    path("imports/<int:pk>/discard/", views.discard, name="import-discard"),
    path("imports/<int:pk>/problems.<str:form>", views.problems, name="import-problems"),
    path("links/", views.links, name="links"),
    path("links/search/", views.search, name="links-search"),
    path("links/withdraw/", views.withdraw, name="link-withdraw"),
    path("links/<int:pk>/", views.settle, name="link-settle"),
]
