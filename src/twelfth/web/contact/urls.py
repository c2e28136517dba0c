from django.urls import path

from twelfth.web.contact import views

urlpatterns = [
    path("contact/<int:pk>/", views.show, name="contact"),
    path("contact/<int:pk>/log/", views.log, name="contact-log"),
    path("contact/<int:pk>/mail/", views.mail, name="contact-mail"),
    path("contact/<int:pk>/skip/", views.skip, name="contact-skip"),
    path("contact/<int:pk>/answered/", views.answered, name="contact-answered"),
    path("contact/<int:pk>/carry-on/", views.carry_on, name="contact-carry-on"),
    path("contact/<int:pk>/decide/", views.decide, name="contact-decide"),
    path("contact/<int:pk>/reopen/", views.reopen, name="contact-reopen"),
    path("contact/<int:pk>/promise/", views.promise, name="contact-promise"),
    path("promise/<int:pk>/close/", views.close, name="promise-close"),
    path("touch/<int:pk>/undo/", views.undo, name="undo-touch"),
]
