"""Settings of Tolok. What an office may change comes from the environment."""

from pathlib import Path

from csp.constants import NONE, SELF

from config import environment


ROOT = Path(__file__).resolve().parent.parent
HOME = Path(environment.text("TOLOK_HOME") or ROOT / "var").absolute()
BENCH = environment.switch("TOLOK_BENCH", default=False)
DEBUG = environment.switch("TOLOK_DEBUG", default=False)
SHOW_STYLE_PAGE = environment.switch("TOLOK_GAYA", default=DEBUG)
REGIONAL_RULES = environment.text("TOLOK_RULES")

SECRET_KEY = environment.secret_key(HOME)
ALLOWED_HOSTS = environment.listed("TOLOK_HOSTS", "localhost,127.0.0.1,[::1]")
ONLY_LOCAL = set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}
HTTPS = environment.switch("TOLOK_HTTPS", default=not ONLY_LOCAL)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks_db",
    "axes",
    "config",
    "tolok.records",
    "tolok.accounts",
    "tolok.organisation",
    "tolok.decrees",
    "tolok.registry",
    "tolok.planning",
    "tolok.measurement",
    "tolok.instruments",
    "tolok.scoring",
    "tolok.evaluation",
    "tolok.inspection",
    "tolok.reporting",
    "tolok.analytics",
    "tolok.reminders",
    "tolok.demo",
    "tolok.web",
    "tolok.api",
]

MIDDLEWARE = [
    "tolok.web.middleware.ServerTiming",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tolok.web.languages.Speaks",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tolok.web.middleware.Troubles",
    "tolok.web.middleware.ReadersDoNotWrite",
    "tolok.web.middleware.WhoLooks",
    "tolok.web.middleware.TooLongIsNotRead",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

FORM_RENDERER = "tolok.web.form_renderer.LeanRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "tolok" / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tolok.web.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "tolok.accounts.backends.PasswordBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "masuk"

# One lockout only, by user name and address together: a whole office sits behind one.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "tolok.web.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = environment.whole("TOLOK_PROXIES", 0, least=0, most=5) or None

SESSION_COOKIE_AGE = 60 * environment.whole(
    "TOLOK_SESSION_MINUTES", 600, least=10, most=1440
)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tolok.web.errors.csrf_failed"
CSRF_TRUSTED_ORIGINS = environment.listed("TOLOK_ORIGINS")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if environment.switch("TOLOK_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "tolok" / "web" / "locale"]
FORMAT_MODULE_PATH = ["tolok.web.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

FILES_ROOT = HOME / "files"
MAX_UPLOAD_BYTES = 1_048_576 * environment.whole(
    "TOLOK_MAX_UPLOAD_MB", 20, least=1, most=200
)
CLAMAV = environment.text("TOLOK_CLAMAV")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = [
    "tolok.web.uploads.NoMoreThanAllowed",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

# Letters go to a folder until an office names its mail server.
MAIL_FOLDER = HOME / "mail"
EMAIL_HOST = environment.text("TOLOK_MAIL_HOST")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "tolok.reminders.folder.FolderBackend"
)
MAIL_SECURITY = environment.one_of(
    "TOLOK_MAIL_SECURITY", "starttls", ("starttls", "tls", "none")
)
EMAIL_USE_TLS = MAIL_SECURITY == "starttls"
EMAIL_USE_SSL = MAIL_SECURITY == "tls"
EMAIL_PORT = environment.whole(
    "TOLOK_MAIL_PORT",
    {"starttls": 587, "tls": 465, "none": 25}[MAIL_SECURITY],
    least=1,
    most=65_535,
)
EMAIL_HOST_USER = environment.text("TOLOK_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("TOLOK_MAIL_PASSWORD")
EMAIL_TIMEOUT = 15  # seconds
DEFAULT_FROM_EMAIL = environment.text("TOLOK_MAIL_FROM") or "tolok@localhost"
MAIL_BATCH = environment.whole("TOLOK_MAIL_BATCH", 300, least=1, most=10_000)
PUBLIC_ADDRESS = environment.text("TOLOK_ADDRESS").rstrip("/")

# A certified e-signature service (TTE); without an address documents are signed on paper.
SIGNING_ADDRESS = environment.text("TOLOK_TTE_ADDRESS").rstrip("/")
SIGNING_USER = environment.text("TOLOK_TTE_USER")
SIGNING_PASSWORD = environment.text("TOLOK_TTE_PASSWORD")
SIGNING_TAG = environment.text("TOLOK_TTE_TAG", "#")
SIGNING_SECONDS = environment.whole("TOLOK_TTE_SECONDS", 60, least=5, most=300)
# What is marked as sensitive stays so on the developer's page of errors as well.
DEFAULT_EXCEPTION_REPORTER_FILTER = "config.reports.AlwaysDiscreet"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {"no_secrets": {"()": "config.logs.WithoutCalendarKeys"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"tolok": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
