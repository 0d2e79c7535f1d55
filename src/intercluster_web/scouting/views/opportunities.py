"""placeholder"""

from django.http import HttpRequest, HttpResponse


def matrix(request: HttpRequest) -> HttpResponse: ...
def countries(request: HttpRequest, pk: int) -> HttpResponse: ...
