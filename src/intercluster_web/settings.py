"""Settings. Everything an installation changes is an environment variable read here."""

import contextlib
import os
import secrets

from django.utils.translation import gettext_lazy as _

from intercluster.datafolder import data_folder

DATA = data_folder()


def _secret_key() -> str:
    """The key of this installation: from the environment, else made once and kept in the data folder."""
    if key := os.environ.get("INTERCLUSTER_SECRET_KEY"):
        return key
    path = DATA / "secret_key"
    if not path.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)  # passwords and private records are in it
        # Whole or not at all: two processes starting together must end with the same key.
        draft = path.with_name(f"secret_key.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="utf-8")


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("INTERCLUSTER_DEBUG", "") == "1"
ALLOWED_HOSTS = os.environ.get("INTERCLUSTER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("INTERCLUSTER_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "intercluster_web",
    "intercluster_web.accounts",
    "intercluster_web.directory",
    "intercluster_web.posts",
    "intercluster_web.evidence",
    "intercluster_web.scouting",
    "intercluster_web.contacts",
    "intercluster_web.cooperations",
    "intercluster_web.validation",
    "intercluster_web.funding",
    "intercluster_web.outcomes",
    "intercluster_web.operations",
    "intercluster_web.agreements",
    "intercluster_web.alliances",
    "intercluster_web.readiness",
    "intercluster_web.events",
    "intercluster_web.missions",
    "intercluster_web.watch",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "ninja",
]

FORM_RENDERER = "intercluster_web.form_renderer.FormRenderer"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "intercluster_web.security.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "intercluster_web.security.request_size_limit",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "intercluster_web.urls"
WSGI_APPLICATION = "intercluster_web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "intercluster_web.navigation.navigation",
            ],
            "builtins": ["intercluster_web.page_tags"],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "intercluster.sqlite3",
        "OPTIONS": {
            # Readers never wait for the writer; a writer takes the lock at once instead of failing late.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON;",  # what is erased is overwritten
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["intercluster_web.formats"]
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "static/"
MEDIA_ROOT = DATA / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # Pages are served straight from the package: no collecting step.
WHITENOISE_MAX_AGE = 600

SESSION_COOKIE_AGE = 14 * 86400
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = os.environ.get("INTERCLUSTER_HTTPS", "") == "1"
if BEHIND_PROXY:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 30 * 86400

# What one request may bring; files above that go to the disk, up to the second limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
LARGEST_UPLOAD = int(os.environ.get("INTERCLUSTER_LARGEST_UPLOAD_MB", "200")) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# E-mail: printed in the console until a server is named.
EMAIL_HOST = os.environ.get("INTERCLUSTER_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("INTERCLUSTER_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("INTERCLUSTER_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("INTERCLUSTER_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("INTERCLUSTER_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 15
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("INTERCLUSTER_MAIL_FROM", "intercluster@localhost")

# Signing in and invitations
SIGN_IN_FAILURES_ALLOWED = 5  # for one address from one place …
SIGN_IN_FAILURES_ALLOWED_FROM_ONE_PLACE = 30
SIGN_IN_PAUSE_MINUTES = 15
INVITATION_DAYS = 14
PASSWORD_RESET_TIMEOUT = 2 * 86400
