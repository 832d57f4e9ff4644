"""In which language a page speaks: the account's, or the address's where nobody signs in.

Indonesian is the language of every official document, of what is written down and of
what machines read; English is a second language of the screens alone.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.http import urlencode

from tolok.accounts.enums import Language


GetResponse = Callable[[HttpRequest], HttpResponse]
ASKED = "bahasa"
ENGLISH_PREFIX = "/en/"
BY_ADDRESS = ("/publik/", "/periksa/", ENGLISH_PREFIX)
NO_SCREEN = ("/api/", "/static/", "/sehat", "/robots.txt")
FILE = re.compile(
    r"^laporan_|_(unduh|xlsx|docx|pdf|csv|json|data|salah|contoh|grafik)$"
)


class Speaks:
    """Lets a request be answered in one language, and forgets it afterwards."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> None:
        """Let what is taken away as a file be Indonesian, whoever takes it."""
        match = request.resolver_match
        if match is not None and FILE.search(match.url_name or ""):
            translation.activate(settings.LANGUAGE_CODE)


def language_of(request: HttpRequest) -> str:
    """Return the code of the language in which a request is answered.

    Where nobody signs in the address alone decides: no cookie is read, and a cache
    may keep both languages.
    """
    if request.path.startswith(NO_SCREEN):
        return settings.LANGUAGE_CODE
    if request.path.startswith(BY_ADDRESS):
        english = request.path.startswith(ENGLISH_PREFIX)
        return Language.ENGLISH if english else settings.LANGUAGE_CODE
    if request.user.is_authenticated:
        return request.user.language or settings.LANGUAGE_CODE
    return known(request.GET) or settings.LANGUAGE_CODE


def known(asked: Mapping[str, Any]) -> str:
    """Return the language that an address names, where it is one of ours."""
    wanted = asked.get(ASKED)
    return wanted if wanted in Language.values else ""


def other_language() -> Language:
    """Return the language in which the page is not."""
    if translation.get_language() == Language.ENGLISH:
        return Language.INDONESIAN
    return Language.ENGLISH


def sign_in_query(next_page: str, language: str) -> str:
    """Return what follows the address of the sign-in page in another language."""
    asked = {ASKED: language}
    if next_page:
        asked["next"] = next_page
    return "?" + urlencode(asked)


def languages_at(path: str) -> dict[str, Any]:
    """Return what a public page needs to lead to itself in the other language."""
    if path.startswith(ENGLISH_PREFIX):
        address = path[len(ENGLISH_PREFIX) - 1 :]
    else:
        address = ENGLISH_PREFIX + path.removeprefix("/")
    return {"other_language": other_language(), "other_language_url": address}
