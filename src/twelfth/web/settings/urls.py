from django.urls import path

from twelfth.web.settings import fields, views

urlpatterns = [
    path("settings/", views.show, name="settings"),
    path("settings/you/", views.profile, name="profile"),
    path("settings/hours/", views.hours, name="hours"),
    path("settings/workspace/", views.workspace, name="workspace"),
    path("settings/guard/", views.guard, name="guard"),
    path("settings/members/", views.members, name="members"),
    path("settings/members/<int:pk>/role/", views.role, name="member-role"),
    path("settings/members/<int:pk>/remove/", views.remove, name="member-remove"),
    path("settings/invitations/<int:pk>/withdraw/", views.withdraw, name="invitation-withdraw"),
    path("settings/fields/", fields.index, name="fields"),
    path("settings/fields/<int:pk>/", fields.show, name="field"),
    path("settings/fields/<int:pk>/remove/", fields.remove, name="field-remove"),
    path("settings/fields/<int:pk>/restore/", fields.restore, name="field-restore"),
    path("settings/events/", views.events, name="events"),
]
