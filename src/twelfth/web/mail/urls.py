from django.urls import path

from twelfth.web.mail import views
from twelfth.web.mail.stop import stop_page

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/resume/", views.resume, name="outbox-resume"),
    path("outbox/<int:pk>/settle/", views.settle, name="message-settle"),
    path("outbox/<int:pk>/take-back/", views.take_back, name="message-take-back"),
    path("settings/mailbox/", views.mailbox, name="mailbox"),
    path("stop/<str:token>/", stop_page, name="stop"),
]
