from django.urls import URLPattern, URLResolver

app_name = "scouting"
urlpatterns: list[URLPattern | URLResolver] = []
