from django.urls import path

from twelfth.web.sending import views

urlpatterns = [
    path("settings/sending/", views.sending, name="sending"),
    path("settings/sending/<int:pk>/", views.of_mailbox, name="sending-of"),
    path("settings/sending/<int:pk>/limits/", views.limits, name="sending-limits"),
    path("settings/sending/<int:pk>/records/", views.check, name="sending-check"),
    path("settings/sending/<int:pk>/go-on/", views.let_go_on, name="sending-go-on"),
]
