"""The application as the server calls it."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tolok.kernel.collecting import keep_what_is_loaded


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Views and templates are loaded before the first request, not by it.
import_module(settings.ROOT_URLCONF)
keep_what_is_loaded()
