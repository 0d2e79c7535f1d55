"""Addresses of the contacts app."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intercluster_web.contacts.views import book, importing, rights


class BookForm(StringConverter):
    regex = "xlsx|vcf"


class PersonForm(StringConverter):
    regex = "json|docx"


register_converter(BookForm, "book_form")
register_converter(PersonForm, "person_form")

app_name = "contacts"
urlpatterns = [
    path("", book.contacts, name="list"),
    path("new/", book.new, name="new"),
    path("export.<book_form:form>", book.export, name="export"),
    path("import/", importing.upload, name="import"),
    path("import/template.<str:form>", importing.template, name="template"),
    path("review/", book.review, name="review"),
    path("log/", book.log, name="log"),
    path("<int:pk>/", book.show, name="contact"),
    path("<int:pk>/edit/", book.edit, name="edit"),
    path("<int:pk>/erase/", book.erase, name="erase"),
    path("<int:pk>/stop/", book.opt_out, name="opt-out"),
    path("<int:pk>/everything.<person_form:form>", book.person_file, name="everything"),
    # For people without an account
    path("stop/<str:token>/", rights.stop, name="stop"),
    path("my-data/", rights.ask, name="my-data"),
    path("my-data/<str:token>/", rights.mine, name="my-data-link"),
    path("my-data/<str:token>/everything.<person_form:form>", rights.mine_file, name="my-data-file"),
    path("my-data/<str:token>/change/", rights.mine_change, name="my-data-change"),
]
