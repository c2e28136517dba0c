from django.urls import path

from twelfth.web.people import views

urlpatterns = [
    path("people/", views.index, name="people"),
    path("people/conditions/", views.conditions, name="people-conditions"),
    path("people/add/", views.add, name="person-add"),
    path("people/<int:pk>/", views.show, name="person"),
    path("people/<int:pk>/edit/", views.edit, name="person-edit"),
    path("people/<int:pk>/point/", views.point, name="person-point"),
    path("people/<int:pk>/remark/", views.remark, name="person-remark"),
    path("people/<int:pk>/start/", views.start, name="person-start"),
    path("people/<int:pk>/leave-alone/", views.leave_alone, name="person-leave-alone"),
]
