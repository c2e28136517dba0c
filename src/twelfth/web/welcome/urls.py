from django.urls import path

from twelfth.web.welcome import views

urlpatterns = [
    path("welcome/<str:token>", views.welcome, name="welcome"),
    path("join/<str:token>/", views.join, name="join"),
    path("begin/", views.begin, name="begin"),
    path("begin/demo/", views.begin_demo, name="begin-demo"),
    path("begin/demo/fill/", views.demo, name="demo"),
]
