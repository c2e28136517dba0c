from django.urls import path

from twelfth.web.access import member
from twelfth.web.look import views

urlpatterns = [path("look/", member(views.guide), name="look")]
