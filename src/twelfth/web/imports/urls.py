from django.urls import path

from twelfth.web.imports import views

urlpatterns = [
    path("import/", views.index, name="imports"),
    path("import/<int:pk>/", views.preview, name="import-preview"),
    path("import/<int:pk>/look/", views.look, name="import-look"),
    path("import/<int:pk>/begin/", views.begin, name="import-begin"),
    path("import/<int:pk>/result/", views.result, name="import-result"),
    path("import/<int:pk>/undo/", views.undo, name="import-undo"),
    path("import/<int:pk>/wrong.csv", views.wrong_rows, name="import-wrong-rows"),
]
