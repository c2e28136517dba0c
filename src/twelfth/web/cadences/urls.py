from django.urls import path

from twelfth.web.cadences import views

urlpatterns = [
    path("plans/", views.index, name="cadences"),
    path("plans/<int:pk>/", views.show, name="cadence"),
]
