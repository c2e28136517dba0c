"""The WSGI application that `twelfth web` serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twelfth.config.django")

application = get_wsgi_application()
