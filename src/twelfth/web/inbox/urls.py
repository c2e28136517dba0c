from django.urls import path

from twelfth.web.inbox import views

urlpatterns = [
    path("inbox/", views.index, name="inbox"),
    path("inbox/all-seen/", views.all_seen, name="inbox-all-seen"),
    path("inbox/<int:pk>/", views.letter, name="inbox-letter"),
    path("inbox/<int:pk>/answer/", views.answer, name="inbox-answer"),
    path("inbox/<int:pk>/decide/", views.decide, name="inbox-decide"),
    path("inbox/<int:pk>/promise/", views.promise, name="inbox-promise"),
    path("inbox/<int:pk>/done/", views.done_with, name="inbox-done"),
    path("inbox/<int:pk>/address/", views.add_address, name="inbox-address"),
    path("inbox/<int:pk>/start/", views.start, name="inbox-start"),
    path("inbox/<int:pk>/back/", views.back, name="inbox-back"),
]
