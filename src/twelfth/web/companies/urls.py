from django.urls import path

from twelfth.web.companies import views

urlpatterns = [
    path("companies/", views.index, name="companies"),
    path("companies/<int:pk>/", views.show, name="company"),
    path("companies/<int:pk>/edit/", views.edit, name="company-edit"),
    path("companies/<int:pk>/restore/", views.restore, name="company-restore"),
]
