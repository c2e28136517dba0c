from django.urls import path

from twelfth.web.bulk import views

urlpatterns = [
    path("people/change/", views.draft, name="bulk-draft"),
    path("people/change/<int:pk>/", views.show, name="bulk"),
    path("people/change/<int:pk>/begin/", views.begin, name="bulk-begin"),
    path("people/change/<int:pk>/undo/", views.undo, name="bulk-undo"),
]
