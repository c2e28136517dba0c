from django.urls import path

from twelfth.web.doubles import views

urlpatterns = [
    path("people/doubles/", views.index, name="doubles"),
    path("people/doubles/apart/", views.told_apart, name="doubles-apart"),
    path("people/doubles/merged/", views.merged, name="doubles-merged"),
    path("people/doubles/look/", views.look, name="doubles-look"),
    path("people/doubles/<int:pk>/", views.pair, name="double"),
    path("people/doubles/<int:pk>/apart/", views.tell_apart, name="double-apart"),
    path("people/doubles/<int:pk>/again/", views.ask, name="double-ask-again"),
    path("people/doubles/merged/<int:pk>/part/", views.part, name="merge-part"),
    path("people/<int:pk>/merge/", views.merge, name="person-merge"),
]
