from django.urls import path

from twelfth.web.ties import deals, views

urlpatterns = [
    path("people/<int:pk>/roles/", views.roles, name="person-roles"),
    path("people/<int:pk>/relate/", views.add, name="person-relate"),
    path("deals/<int:pk>/roles/", deals.show, name="deal-roles"),
    path("deals/<int:pk>/roles/set/", deals.keep, name="deal-roles-set"),
    path("deals/<int:pk>/roles/add/", deals.add, name="deal-roles-add"),
    path("contact/<int:pk>/decider/", views.decider, name="contact-decider"),
    path("relations/<int:pk>/remove/", views.remove, name="relation-remove"),
    path("people/<int:pk>/relate/restore/", views.restore, name="person-relation-restore"),
]
