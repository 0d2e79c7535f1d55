"""Addresses of the posts app."""

from django.urls import path

from intercluster_web.posts.views import book, importing

app_name = "posts"
urlpatterns = [
    path("", book.posts, name="list"),
    path("new/", book.new, name="new"),
    path("import/", importing.upload, name="import"),
    path("import/template.<str:form>", importing.template, name="template"),
    path("countries/<str:code>/", book.country, name="country"),
    path("<slug:key>/", book.post, name="post"),
    path("<slug:key>/edit/", book.edit, name="edit"),
    path("<slug:key>/delete/", book.delete, name="delete"),
]
