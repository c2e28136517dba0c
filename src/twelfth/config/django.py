"""Django's settings, made from ours. Nothing here is decided by hand that an operator should decide."""

from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF

from twelfth.config.apps import ROOMS
from twelfth.settings import env, keys

# Lets generic classes of Django be written with their type (ModelForm[Mailbox]), as the type checker wants it.
django_stubs_ext.monkeypatch()

TWELFTH = env.read()
TWELFTH.data_dir.mkdir(parents=True, exist_ok=True)

SECRET_KEY = keys.secret_key(TWELFTH.data_dir)
DEBUG = False
ALLOWED_HOSTS = sorted({TWELFTH.public_host, "localhost", "127.0.0.1", "[::1]", TWELFTH.host} - {"0.0.0.0"})  # noqa: S104 (taken out, not bound)
CSRF_TRUSTED_ORIGINS = [TWELFTH.public_url]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "lucide",
    "csp",
    # Before allauth, so that our pages are found before its own.
    *ROOMS,
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "twelfth.web.middleware.ActorMiddleware",
]

ROOT_URLCONF = "twelfth.config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "twelfth.web.context.shell",
            ],
            "builtins": ["twelfth.web.templatetags.twelfth"],
        },
    },
]


def _database() -> dict[str, Any]:
    given = TWELFTH.database_url
    if given.is_sqlite:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": given.name,
            "OPTIONS": {
                # A writer takes its lock at BEGIN, so that two of them wait for each other instead of failing half-way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: a claim that was committed before handing mail over must survive a power cut.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.name,
        "HOST": given.host,
        "PORT": given.port or "",
        "USER": given.user,
        "PASSWORD": given.password,
        "OPTIONS": dict(given.options),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits have to hold over all web processes, so the cache is a table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "twelfth_cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "twelfth.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "twelfth.web.accounts.forms.LoginForm",
    "reset_password": "twelfth.web.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "twelfth.web.accounts.forms.ResetPasswordKeyForm",
    "change_password": "twelfth.web.accounts.forms.ChangePasswordForm",
    "reauthenticate": "twelfth.web.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "login": "30/m/ip",
    "reset_password": "10/h/ip,5/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TWELFTH.trusted_proxies
EMAIL_BACKEND = "twelfth.adapters.mail.django_backend.WorkspaceMailbox"
DEFAULT_FROM_EMAIL = f"twelfth@{TWELFTH.public_host}"

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = TWELFTH.data_dir / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "twelfth.web.look.storage.StaticFiles"},
}
# Uploads are read into the database at once; nothing of them stays on the web machine's disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_COOKIE_NAME = "twelfth_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TWELFTH.is_https
CSRF_COOKIE_NAME = "twelfth_csrf"
CSRF_FAILURE_VIEW = "twelfth.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30 if TWELFTH.is_https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TWELFTH.trusted_proxies else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": TWELFTH.log_level},
    # A refused form is no news for whoever runs the machine.
    "loggers": {"django.request": {"level": "ERROR"}},
}
