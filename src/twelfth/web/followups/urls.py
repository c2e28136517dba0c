from django.urls import path

from twelfth.web.followups import views

urlpatterns = [path("people/follow-ups/", views.index, name="followups")]
