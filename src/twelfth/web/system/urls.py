from django.urls import path

from twelfth.web.system import views

urlpatterns = [
    path("healthz", views.alive, name="healthz"),
    path("readyz", views.ready, name="readyz"),
    path("work/<int:pk>/", views.job, name="job"),
    path("find/", views.palette, name="palette"),
]
