from django.urls import path

from twelfth.web.today import views

urlpatterns = [
    path("", views.show, name="today"),
    path("next/", views.first, name="next"),
]
