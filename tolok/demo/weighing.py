"""Weighs the first load of every page of the example office: bytes and requests.

Pages are found as a person finds them, by the links from the first screen on, once for
each address pattern and each of the people who sign in. What a page loads is fetched in
the form in which a browser gets it, compressed; a cache is taken to be empty.
"""

import re
from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tolok.accounts import queries as accounts
from tolok.demo import example


PAGE_KB, PAGE_REQUESTS = 150, 15
KIB = 1024
BROWSER = {"accept-encoding": "gzip, br"}
FIRST = ("/", "/beranda/", "/publik/")
# Following these would end the visit, or fetch a document and not a page.
NOT_FOLLOWED = ("/keluar", "/static/", "/bahasa")
_IN_STYLES = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")


class _Parts(HTMLParser):
    """Gathers what a page loads at once, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an address that this element loads or leads to."""
        told = dict(attrs)
        kinds = (told.get("rel") or "").split()
        source = told.get("src") or ""
        address = told.get("href") or ""
        if tag in ("script", "img", "iframe", "source") and source:
            if told.get("loading") != "lazy":
                self.loads.append(source)
        elif tag == "link" and {"stylesheet", "icon", "preload"} & set(kinds):
            self.loads.append(address)
        elif tag == "a" and address and "download" not in told:
            self.links.append(address)
        if "load" in (told.get("hx-trigger") or "").split() and told.get("hx-get"):
            self.loads.append(str(told["hx-get"]))


def weigh_pages() -> Iterator[tuple[str, float, int]]:
    """Yield each page's name, what its first load weighs in KB, and its requests."""
    told = example.read("people.yaml")
    everyone = [*told["people"], *told["without_seat"]]
    names: list[str] = [one["username"] for one in everyone]
    seen: set[str] = set()
    for username in ["", *names]:
        client = Client(SERVER_NAME="localhost")
        if username:
            client.force_login(
                accounts.get_user(username=username),
                backend="tolok.accounts.backends.PasswordBackend",
            )
        yield from _visit(client, seen)


def _visit(client: Client, seen: set[str]) -> Iterator[tuple[str, float, int]]:
    """Yield the pages that nobody came to before."""
    weights: dict[str, list[tuple[str, int]]] = {}
    tried: set[str] = set()
    waiting = deque(FIRST)
    while waiting:
        address = waiting.popleft()
        route = _route(address)
        if route is None or route in tried or address.startswith(NOT_FOLLOWED):
            continue
        tried.add(route)
        response = client.get(address, headers=BROWSER)
        if response.status_code in (301, 302):
            waiting.appendleft(_local(address, response["Location"]))
        if response.status_code != 200 or not _is_page(response):
            continue
        plain = client.get(address).content.decode()
        parts = _Parts()
        parts.feed(plain)
        waiting.extend(_local(address, link) for link in parts.links)
        if route in seen:
            continue
        seen.add(route)
        loaded: dict[str, int] = {}
        for load in parts.loads:
            loaded |= dict(_weigh(client, _local(address, load), weights))
        whole = len(response.content) + sum(loaded.values())
        yield address, whole / KIB, 1 + len(loaded)


def _weigh(
    client: Client, address: str, known: dict[str, list[tuple[str, int]]]
) -> list[tuple[str, int]]:
    """Return what an address brings, with all that a style sheet asks for in turn."""
    if address in known:
        return known[address]
    known[address] = []
    response = client.get(address, headers=BROWSER)
    if response.status_code != 200:
        message = f"{address} is loaded and answers {response.status_code}"
        raise RuntimeError(message)
    found = [(address, len(_content(response)))]
    if address.endswith(".css"):
        styles = _content(client.get(address)).decode()
        for inner in dict.fromkeys(_IN_STYLES.findall(styles)):
            if not inner.startswith(("data:", "#")):
                found += _weigh(client, _local(address, inner), known)
    known[address] = found
    return found


def _content(response: Any) -> bytes:
    content = (
        b"".join(response.streaming_content) if response.streaming else response.content
    )
    response.close()
    return bytes(content)


def _is_page(response: Any) -> bool:
    return not response.streaming and response["Content-Type"].startswith("text/html")


def _local(base: str, address: str) -> str:
    """Return an address within this site without its fragment; "" for a foreign one."""
    parts = urlsplit(urljoin(f"http://localhost{base}", address))
    if parts.hostname != "localhost":
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _route(address: str) -> str | None:
    """Return the pattern of an address, so that one of many alike is looked at."""
    try:
        return str(resolve(urlsplit(address).path).route)
    except Resolver404:
        return None
