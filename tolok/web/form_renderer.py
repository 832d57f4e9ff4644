"""How form controls are drawn: as Django does, but long lists to choose from at once.

Django renders a template for every option of a list. An office of four hundred units
has such a list on nearly every page.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


SELECT = "django/forms/widgets/select.html"
NOTHING = SafeString("")


class LeanRenderer(DjangoTemplates):
    """Draws a `select` in one go, and the rest by Django's own templates."""

    def render(
        self,
        template_name: str,
        context: Mapping[str, Any],
        request: HttpRequest | None = None,
    ) -> str:
        """Return the HTML of a widget, the same as Django's template gives."""
        if template_name == SELECT:
            return draw_select(context["widget"])
        return super().render(template_name, dict(context), request)


def draw_select(widget: Mapping[str, Any]) -> SafeString:
    """Draw a list to choose from; `widget` is the context that Django's widget makes."""
    groups = widget["optgroups"]
    if any(name for name, _options, _index in groups):
        drawn = format_html_join("", "{}", ((_group(*one),) for one in groups))
    else:
        drawn = _options(one for _name, options, _index in groups for one in options)
    return format_html(
        '<select name="{}"{}>{}</select>',
        widget["name"],
        _attributes(widget["attrs"]),
        drawn,
    )


def _options(options: Iterable[Mapping[str, Any]]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((one["value"], _attributes(one["attrs"]), one["label"]) for one in options),
    )


def _group(
    name: str | None, options: list[Mapping[str, Any]], _index: int
) -> SafeString:
    drawn = _options(options)
    if not name:
        return drawn
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn)


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    """Draw attributes: True stands alone, False is left out, as with Django."""
    if not attributes:
        return NOTHING
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html(" {}", name)
                if value is True
                else format_html(' {}="{}"', name, value),
            )
            for name, value in attributes.items()
            if value is not False
        ),
    )
