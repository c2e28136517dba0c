"""All addresses of the product: each screen brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from twelfth.web.accounts.urls import urlpatterns as accounts

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include(accounts)),
    *(
        path("", include(f"twelfth.web.{screen}.urls"))
        for screen in (
            "welcome",
            "today",
            "contact",
            "inbox",
            "people",
            "ties",
            "companies",
            "doubles",
            "followups",
            "bulk",
            "imports",
            "cadences",
            "insights",
            "mail",
            "sending",
            "settings",
            "suppressions",
            "their_data",
            "system",
            "look",
        )
    ),
]

handler404 = "twelfth.web.errors.not_found"
handler500 = "twelfth.web.errors.server_error"
