from django.urls import path

from twelfth.web.insights import views

urlpatterns = [path("insights/", views.index, name="insights")]
