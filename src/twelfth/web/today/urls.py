from django.urls import path

from twelfth.web.today import views

urlpatterns = [
    path("", views.show, name="today"),
    path("without-next-step/", views.without_next_step, name="without-next-step"),
    path("next/", views.first, name="next"),
]
