from django.urls import path

from twelfth.web.cadences import drafts, moving, tryout, views

urlpatterns = [
    path("plans/", views.index, name="cadences"),
    path("plans/add/", views.add, name="plan-add"),
    path("plans/new/", drafts.new, name="plan-new"),
    path("plans/file/", drafts.upload, name="plan-file"),
    path("plans/words/", drafts.words, name="plan-words"),
    path("plans/<int:pk>/", views.show, name="cadence"),
    path("plans/<int:pk>/plan.toml", views.file, name="cadence-file"),
    path("plans/<int:pk>/edit/", drafts.edit, name="cadence-edit"),
    path("plans/<int:pk>/copy/", drafts.copy, name="cadence-copy"),
    path("plans/<int:pk>/retire/", views.retire_plan, name="cadence-retire"),
    path("plans/<int:pk>/offer/", views.offer, name="cadence-offer"),
    path("plans/<int:pk>/move/", moving.move, name="cadence-move"),
    path("plans/<int:pk>/dates/", tryout.dates_of_plan, name="cadence-dates"),
    path("plans/<int:pk>/load/", tryout.load_of_plan, name="cadence-load"),
    path("plans/drafts/<int:pk>/", drafts.show, name="draft"),
    path("plans/drafts/<int:pk>/settings/", drafts.settings, name="draft-settings"),
    path("plans/drafts/<int:pk>/step/", drafts.step, name="draft-step"),
    path("plans/drafts/<int:pk>/steps/", drafts.steps, name="draft-steps"),
    path("plans/drafts/<int:pk>/undo/", drafts.undo, name="draft-undo"),
    path("plans/drafts/<int:pk>/save/", drafts.save, name="draft-save"),
    path("plans/drafts/<int:pk>/discard/", drafts.discard, name="draft-discard"),
    path("plans/drafts/<int:pk>/dates/", tryout.dates_of_draft, name="draft-dates"),
    path("plans/drafts/<int:pk>/load/", tryout.load_of_draft, name="draft-load"),
]
