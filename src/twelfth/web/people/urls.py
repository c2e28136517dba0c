from django.urls import path

from twelfth.web.people import lists, milestones, points, postal, preferences, views

urlpatterns = [
    path("people/", views.index, name="people"),
    path("people/conditions/", views.conditions, name="people-conditions"),
    path("people/lists/", lists.index, name="lists"),
    path("people/lists/save/", lists.save, name="lists-save"),
    path("people/lists/<int:pk>/", lists.show, name="list"),
    path("people/lists/<int:pk>/count/", lists.count, name="list-count"),
    path("people/lists/<int:pk>/update/", lists.update, name="list-update"),
    path("people/lists/<int:pk>/edit/", lists.edit, name="list-edit"),
    path("people/lists/<int:pk>/up/", lists.up, name="list-up"),
    path("people/lists/<int:pk>/remove/", lists.remove, name="list-remove"),
    path("people/lists/<int:pk>/restore/", lists.restore, name="list-restore"),
    path("people/add/", views.add, name="person-add"),
    path("people/<int:pk>/", views.show, name="person"),
    path("people/<int:pk>/edit/", views.edit, name="person-edit"),
    path("people/<int:pk>/point/", views.point, name="person-point"),
    path("people/<int:pk>/remark/", views.remark, name="person-remark"),
    path("people/<int:pk>/start/", views.start, name="person-start"),
    path("people/<int:pk>/leave-alone/", views.leave_alone, name="person-leave-alone"),
    path("people/<int:pk>/basis/", views.basis, name="person-basis"),
    path("people/<int:pk>/milestone/", milestones.add, name="person-milestone"),
    path("milestones/<int:pk>/", milestones.edit, name="milestone-edit"),
    path("remarks/<int:pk>/", views.edit_remark, name="remark-edit"),
    path("people/<int:pk>/point/restore/", points.restore, name="person-point-restore"),
    path("people/<int:pk>/postal/", postal.edit, name="person-postal"),
    path("people/<int:pk>/preference/", preferences.keep, name="person-preference"),
    path("points/<int:pk>/", points.edit, name="point-edit"),
    path("points/<int:pk>/remove/", points.remove, name="point-remove"),
    path("points/<int:pk>/state/", points.state, name="point-state"),
]
