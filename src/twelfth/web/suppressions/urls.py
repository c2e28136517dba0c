from django.urls import path

from twelfth.web.suppressions import lists, views

urlpatterns = [
    path("settings/do-not-contact/", views.index, name="suppressions"),
    path("settings/do-not-contact/people/", views.people, name="suppressions-people"),
    path("settings/do-not-contact/add/", views.add, name="suppressions-add"),
    path("settings/do-not-contact/export.csv", lists.export, name="suppressions-export"),
    path("settings/do-not-contact/import/", lists.upload, name="suppressions-import"),
    path("settings/do-not-contact/<int:pk>/lift/", views.lift, name="suppression-lift"),
    path("settings/do-not-contact/wishes/<int:pk>/lift/", views.lift_wish, name="opt-out-lift"),
    path("settings/do-not-contact/import/<int:pk>/", lists.preview, name="suppressions-list"),
    path("settings/do-not-contact/import/<int:pk>/begin/", lists.begin, name="suppressions-list-begin"),
    path("settings/do-not-contact/import/<int:pk>/result/", lists.result, name="suppressions-list-result"),
    path("settings/do-not-contact/import/<int:pk>/unread.csv", lists.unread, name="suppressions-list-unread"),
]
