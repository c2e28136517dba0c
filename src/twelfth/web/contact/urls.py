from django.urls import path

from twelfth.web.contact import decisions, going_on, guard, views

urlpatterns = [
    path("contact/<int:pk>/", views.show, name="contact"),
    path("contact/<int:pk>/log/", views.log, name="contact-log"),
    path("contact/<int:pk>/mail/", views.mail, name="contact-mail"),
    path("contact/<int:pk>/skip/", views.skip, name="contact-skip"),
    path("contact/<int:pk>/answered/", views.answered, name="contact-answered"),
    path("contact/<int:pk>/amend/", views.amend, name="contact-amend"),
    path("contact/<int:pk>/carry-on/", views.carry_on, name="contact-carry-on"),
    path("contact/<int:pk>/decide/", decisions.decide, name="contact-decide"),
    path("contact/<int:pk>/drop/", decisions.drop, name="contact-drop"),
    path("contact/<int:pk>/moved/", decisions.moved, name="contact-moved"),
    path("contact/<int:pk>/reopen/", decisions.reopen, name="contact-reopen"),
    path("contact/<int:pk>/override/", guard.override, name="contact-override"),
    path("contact/<int:pk>/complained/", guard.complained, name="contact-complained"),
    path("contact/<int:pk>/forgiven/", guard.forgiven, name="contact-forgiven"),
    path("contact/<int:pk>/plan/", going_on.show, name="contact-plan"),
    path("contact/<int:pk>/put-off/", going_on.put_off, name="contact-put-off"),
    path("contact/<int:pk>/pause/", going_on.pause, name="contact-pause"),
    path("contact/<int:pk>/resume/", going_on.resume, name="contact-resume"),
    path("contact/<int:pk>/move/", going_on.move, name="contact-move"),
    path("contact/<int:pk>/hand-over/", going_on.hand_over, name="contact-hand-over"),
    path("contact/<int:pk>/dates/", going_on.dates, name="contact-dates"),
    path("contact/<int:pk>/zone/", going_on.zone, name="contact-zone"),
    path("contact/<int:pk>/promise/", views.promise, name="contact-promise"),
    path("promise/<int:pk>/close/", views.close, name="promise-close"),
    path("touch/<int:pk>/undo/", views.undo, name="undo-touch"),
]
