"""Days off and the windows among them; more time for one unit; how work is verified."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.dates import format_date
from tolok.kernel.periods import Period as Calendar
from tolok.kernel.periods import PeriodKind
from tolok.kernel.refusals import NotNow, Unfit
from tolok.measurement import escalation
from tolok.measurement import queries as measurement
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.planning import permissions, windows
from tolok.planning import queries as planning
from tolok.planning.calendar import OffBy, WorkCalendar, source_of_national
from tolok.planning.enums import HolidayShift
from tolok.web import clock
from tolok.web.asking import asked_number, demand, offer
from tolok.web.planning.forms import TOO_LONG, day_field
from tolok.web.requests import Asked


KINDS = [("off", gettext_lazy("Libur")), ("work", gettext_lazy("Hari kerja"))]


def reason_field(help_text: Any) -> forms.CharField:
    """Return a field for a reason that must be given."""
    return forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=help_text,
        max_length=300,
        error_messages={
            "required": gettext_lazy("Tulis alasannya."),
            "max_length": TOO_LONG,
        },
    )


class HolidayForm(forms.Form):
    """A day off of the office, or a working day of one that is off elsewhere."""

    day = day_field(gettext_lazy("Hari"), "")
    kind = forms.ChoiceField(label=gettext_lazy("Menjadi"), choices=KINDS)
    name = forms.CharField(
        label=gettext_lazy("Nama hari"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Isi nama harinya."),
            "max_length": TOO_LONG,
        },
    )
    reason = reason_field(gettext_lazy("Misalnya nomor surat edaran."))


class HolidayRuleForm(forms.Form):
    """What becomes of a due day that falls on a day off."""

    holiday_shift = forms.ChoiceField(
        label=gettext_lazy("Tenggat yang jatuh pada hari libur"),
        choices=HolidayShift.choices,
    )
    with_joint_leave = forms.BooleanField(
        label=gettext_lazy("Cuti bersama dihitung libur"), required=False
    )


class ExtensionForm(forms.Form):
    """More time for one unit, or for one position."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Unit kerja"),
        help_text=gettext_lazy("Berlaku juga bagi unit di bawahnya."),
        required=False,
    )
    position = forms.ChoiceField(
        label=gettext_lazy("Hanya satu jabatan"),
        help_text=gettext_lazy("Bila dipilih, hanya jabatan ini yang diberi waktu."),
        required=False,
    )
    ends_on = day_field(
        gettext_lazy("Diperpanjang sampai"),
        gettext_lazy("Yang dikirim sampai hari ini tidak ditandai terlambat."),
    )
    reason = reason_field(gettext_lazy("Dibaca pegawai unit itu."))


class VerificationForm(forms.Form):
    """How the office verifies."""

    two_levels = forms.BooleanField(
        label=gettext_lazy("Setiap realisasi diputuskan dua orang, bertingkat"),
        required=False,
    )
    escalate_after_days = forms.IntegerField(
        label=gettext_lazy("Dinaikkan ke atasan berikutnya setelah (hari kerja)"),
        help_text=gettext_lazy("Kosongkan bila tidak pernah dinaikkan."),
        required=False,
        error_messages={"invalid": gettext_lazy("Tulis banyaknya hari, misalnya 3.")},
    )


def demand_planner(viewer: Viewer) -> None:
    """Answer 403 to those who do not handle the office's periods."""
    demand(
        permissions.may_handle_periods(viewer, office_id=viewer.office_id),
        _("Jadwal dan hari libur diatur perencana kantor."),
    )


# ---------------------------------------------------------------- the year's days


@login_required
@require_safe
def show_calendar(request: Asked) -> HttpResponse:
    """Show the year month by month: days off, by whom, and the windows among them."""
    return calendar_page(request, HolidayForm())


def calendar_page(
    request: Asked, form: HolidayForm, *, status: int = 200
) -> HttpResponse:
    """Show the calendar with the forms beside it."""
    viewer = request.viewer
    demand_planner(viewer)
    number = asked_number(request, "tahun", viewer.on.year)
    number = number if 2000 <= number <= 2100 else viewer.on.year
    years = list(planning.list_years(for_user=viewer))
    year = next((row for row in years if row.year == number), None)
    calendar = planning.get_calendar(
        office_id=viewer.office_id,
        first=date(number, 1, 1),
        last=date(number, 12, 31),
        with_joint_leave=year.with_joint_leave if year else True,
    )
    periods = list(planning.list_periods(for_user=viewer))
    context = {
        "number": number,
        "earlier": number - 1,
        "later": number + 1,
        "year": year,
        "months": list(months_of(number, calendar, periods)),
        "source": source_of_national(),
        "own": planning.list_holidays(for_user=viewer, year=number),
        "extensions": planning.list_extensions(for_user=viewer, year=number),
        "form": form,
        "rule_form": HolidayRuleForm(
            initial={
                "holiday_shift": year.holiday_shift,
                "with_joint_leave": year.with_joint_leave,
            }
        )
        if year
        else None,
    }
    return render(request, "planning/calendar.html", context, status=status)


def months_of(
    year: int, calendar: WorkCalendar, periods: Iterable[planning.Period]
) -> Iterable[dict[str, Any]]:
    """Yield each month with its working days, its days off and what is due in it."""
    marks: dict[int, list[str]] = {}
    for period in periods:
        for day, words in (
            (period.opens_on, _("%(period)s dibuka")),
            (period.due_on, _("%(period)s tenggat")),
            (period.late_until, _("%(period)s terlambat diterima terakhir")),
            (period.closes_on, _("%(period)s dikunci setelah hari ini")),
        ):
            if day is not None and day.year == year:
                text = words % {"period": period.short_label}
                if day == period.due_on and period.planned_due_on is not None:
                    text = _("%(text)s, semula %(day)s") % {
                        "text": text,
                        "day": format_date(period.planned_due_on),
                    }
                marks.setdefault(day.month, []).append(f"{day.day}: {text}")
    for month in range(1, 13):
        first = date(year, month, 1)
        last = date(year + month // 12, month % 12 + 1, 1)
        off = [d for day, d in sorted(calendar.days_off.items()) if first <= day < last]
        yield {
            "name": Calendar(year, PeriodKind.MONTH, month).label,
            "working": calendar.count_working(first, last) - calendar.is_working(last),
            "national": [f"{d.day.day}: {d.name}" for d in off if is_by(d, "national")],
            "joint": [f"{d.day.day}: {d.name}" for d in off if is_by(d, "joint_leave")],
            "own": [f"{d.day.day}: {d.name}" for d in off if is_by(d, "office")],
            "marks": marks.get(month, []),
        }


def is_by(day: Any, name: str) -> bool:
    """Tell who says that a day is off."""
    return bool(day.by is OffBy(name))


@login_required
@require_POST
def add_holiday(request: Asked) -> HttpResponse:
    """Put a day on the office's list."""
    viewer = request.viewer
    demand_planner(viewer)
    form = HolidayForm(request.POST)
    if form.is_valid() and viewer.office is not None:
        try:
            row = windows.decide_holiday(
                office=viewer.office,
                day=form.cleaned_data["day"],
                is_working=form.cleaned_data["kind"] == "work",
                name=form.cleaned_data["name"],
                reason=form.cleaned_data["reason"],
                by=viewer,
                at=clock.moment(viewer),
            )
        except (Unfit, NotNow) as refusal:
            form.add_error(refusal.field or "day", refusal.message)
            return calendar_page(request, form, status=409)
        messages.success(
            request,
            _("%(day)s masuk daftar kantor.") % {"day": format_date(row.day)},
        )
        return redirect(f"{reverse('hari_libur')}?tahun={row.day.year}")
    return calendar_page(request, form, status=422)


@login_required
@require_POST
def remove_holiday(request: Asked, holiday_id: int) -> HttpResponse:
    """Take a day off the office's list."""
    viewer = request.viewer
    demand_planner(viewer)
    row = planning.get_holiday(holiday_id=holiday_id, for_user=viewer)
    year = row.day.year
    windows.withdraw_holiday(
        holiday=row,
        reason=request.POST.get("reason", ""),
        by=viewer,
        at=clock.moment(viewer),
    )
    messages.success(request, _("Hari itu dihapus dari daftar kantor."))
    return redirect(f"{reverse('hari_libur')}?tahun={year}")


@login_required
@require_POST
def set_rule(request: Asked, year: int) -> HttpResponse:
    """Say what becomes of a due day that falls on a day off."""
    viewer = request.viewer
    demand_planner(viewer)
    row = planning.list_years(for_user=viewer).get(year=year)
    form = HolidayRuleForm(request.POST)
    if form.is_valid():
        windows.set_holiday_rule(
            year=row,
            holiday_shift=HolidayShift(form.cleaned_data["holiday_shift"]),
            with_joint_leave=form.cleaned_data["with_joint_leave"],
            by=viewer,
            at=clock.moment(viewer),
        )
        messages.success(request, _("Aturan tenggat pada hari libur disimpan."))
    else:
        messages.error(request, _("Pilih salah satu aturan, lalu simpan lagi."))
    return redirect(f"{reverse('hari_libur')}?tahun={year}")


# ---------------------------------------------------------------- more time


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: Asked, period_id: int) -> HttpResponse:
    """Give one unit more time."""
    viewer = request.viewer
    demand_planner(viewer)
    period = planning.get_period(period_id=period_id, for_user=viewer)
    units = list(organisation.list_units(for_user=viewer))
    posted = request.method == "POST"
    form = ExtensionForm(request.POST if posted else None)
    positions = list(organisation.list_positions(for_user=viewer))
    offer(form, "unit", [(str(unit.pk), unit.name) for unit in units])
    offer(
        form,
        "position",
        [
            ("", _("seluruh unit di atas")),
            *((str(p.pk), f"{p.title}, {p.unit.name}") for p in positions),
        ],
    )
    if posted and form.is_valid():
        chosen = form.cleaned_data
        unit = next((u for u in units if str(u.pk) == chosen["unit"]), None)
        position = next((p for p in positions if str(p.pk) == chosen["position"]), None)
        try:
            row = windows.extend_window(
                period=period,
                unit=unit,
                position=position,
                ends_on=form.cleaned_data["ends_on"],
                reason=form.cleaned_data["reason"],
                by=viewer,
                at=clock.moment(viewer),
            )
        except Unfit as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(
                request,
                _("%(unit)s dapat mengisi %(period)s sampai %(day)s.")
                % {
                    "unit": row.position or row.unit,
                    "period": period.label,
                    "day": format_date(row.ends_on),
                },
            )
            return redirect(f"{reverse('perencanaan')}?tahun={period.starts_on.year}")
    context = {
        "form": form,
        "period": period,
        "due": format_date(period.due_on),
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Perpanjangan"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "planning/extension.html", context, status=status)


# ---------------------------------------------------------------- how it is verified


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def verification(request: Asked) -> HttpResponse:
    """Say whether two people decide, and when waiting work moves up."""
    viewer = request.viewer
    demand_planner(viewer)
    setting = measurement.find_verification_setting(for_user=viewer)
    posted = request.method == "POST"
    form = VerificationForm(
        request.POST if posted else None,
        initial={
            "two_levels": setting.two_levels,
            "escalate_after_days": setting.escalate_after_days,
        }
        if setting
        else None,
    )
    if posted and form.is_valid() and viewer.office is not None:
        try:
            escalation.set_verification(
                office=viewer.office,
                two_levels=form.cleaned_data["two_levels"],
                escalate_after_days=form.cleaned_data["escalate_after_days"],
                by=viewer,
                at=clock.moment(viewer),
            )
        except Unfit as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, _("Aturan verifikasi kantor disimpan."))
            return redirect("perencanaan")
    context = {
        "form": form,
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Aturan verifikasi"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "planning/verification.html", context, status=status)
