"""What others do: django-post-office and django-mailer, the same letters to the same sink. Run by bench/mail.py in an
environment that has them. Neither looks whether an answer came, and both may send twice after a crash."""

import logging
import statistics
import sys
import time
from urllib.parse import urlsplit

import django
from django.conf import settings

letters, port, url = int(sys.argv[1]), int(sys.argv[2]), urlsplit(sys.argv[3])
settings.configure(
    SECRET_KEY="bench",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username,
            "HOST": url.hostname, "PORT": url.port, "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "post_office", "mailer"],
    TEMPLATES=[
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
        {"BACKEND": "post_office.template.backends.post_office.PostOfficeTemplates", "APP_DIRS": True, "OPTIONS": {}},
    ],
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=port,
    EMAIL_BACKEND="mailer.backend.DbBackend",
    MAILER_EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
    POST_OFFICE={
        "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
        "BATCH_SIZE": letters, "THREADS_PER_PROCESS": 1, "LOG_LEVEL": 1, "TEMPLATE_ENGINE": "post_office",
    },
)  # fmt: skip
django.setup()
logging.disable(logging.CRITICAL)

from django.core.mail import send_mass_mail  # noqa: E402 (Django first)
from django.core.management import call_command  # noqa: E402
from mailer.engine import send_all  # noqa: E402
from post_office import mail  # noqa: E402
from post_office.models import Email, EmailTemplate  # noqa: E402

call_command("migrate", verbosity=0)
SUBJECT, BODY = (
    "Letter {{ number }} for {{ name }}",
    "Hello {{ name }},\n\nthank you for your time on {{ day }}.\n",
)


def told(what: str, rates: list[float]) -> None:
    print(f"{what:52}{statistics.median(rates):8.0f}/s   {min(rates):.0f} to {max(rates):.0f}", flush=True)


def post_office() -> float:
    template, _ = EmailTemplate.objects.get_or_create(
        name="thanks", defaults={"subject": SUBJECT, "content": BODY}
    )
    before = Email.objects.filter(status=0).count()
    mail.send_many(
        [
            {
                "recipients": [f"p{number}@buyer.test"], "sender": "clara@bench.test", "template": template,
                "context": {"number": number, "name": "Ana", "day": "Monday"}, "render_on_delivery": True,
            }
            for number in range(letters)
        ]
    )  # fmt: skip
    begun = time.perf_counter()
    mail.send_queued(processes=1)
    rate = letters / (time.perf_counter() - begun)
    assert Email.objects.filter(status=0).count() == before + letters
    return rate


def django_mailer() -> float:
    send_mass_mail(
        [
            (f"Letter {number}", "Hello\n", "clara@bench.test", [f"p{number}@buyer.test"])
            for number in range(letters)
        ]
    )
    begun = time.perf_counter()
    send_all()
    return letters / (time.perf_counter() - begun)


told("django-post-office, words filled in while sending", [post_office() for _ in range(3)])
told("django-mailer, ready-made", [django_mailer() for _ in range(3)])
