from django.urls import path

from twelfth.web.their_data import views

urlpatterns = [
    path("people/<int:pk>/export/", views.export_person, name="person-export"),
    path("people/<int:pk>/erase/", views.erase_person, name="person-erase"),
    path("settings/data/", views.data, name="data"),
    path("settings/data/later/", views.suggest_later, name="data-later"),
    path("settings/data/export/", views.export_workspace, name="data-export"),
    path("settings/data/<int:pk>/file/", views.exported_file, name="data-file"),
]
