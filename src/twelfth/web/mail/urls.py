from django.urls import path

from twelfth.web.mail import mailbox, mailbox_oauth, oauth_apps, views
from twelfth.web.mail.stop import stop_page

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/file/<int:pk>/", views.file, name="message-file"),
    path("outbox/resume/", views.resume, name="outbox-resume"),
    path("outbox/<int:pk>/settle/", views.settle, name="message-settle"),
    path("outbox/<int:pk>/take-back/", views.take_back, name="message-take-back"),
    path("settings/mailbox/", mailbox.mailbox, name="mailbox"),
    path("settings/mailbox/connect/", mailbox.connect, name="mailbox-connect"),
    path("settings/mailbox/check/", mailbox.check, name="mailbox-check"),
    path("settings/mailbox/words/", mailbox.words, name="mailbox-words"),
    path("settings/mailbox/preview/", mailbox.preview, name="mailbox-preview"),
    path("settings/mailbox/disconnect/", mailbox.disconnect, name="mailbox-disconnect"),
    path("settings/mailbox/allow/", mailbox_oauth.begin, name="mailbox-allow"),
    path("settings/mailbox/back/", mailbox_oauth.back, name="mailbox-back"),
    path("settings/mailbox/confirm/", mailbox_oauth.confirm, name="mailbox-confirm"),
    path("settings/apps/", oauth_apps.apps, name="oauth-apps"),
    path("stop/<str:token>/", stop_page, name="stop"),
]
