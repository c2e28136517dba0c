from django.urls import path

from twelfth.web.system import find, views

urlpatterns = [
    path("healthz", views.alive, name="healthz"),
    path("readyz", views.ready, name="readyz"),
    path("work/<int:pk>/", views.job, name="job"),
    path("find/", find.find, name="palette"),
]
