"""Reminders: one's own, the office's, nudges, and the calendar that programs read."""

from django.urls import path

from tolok.web.reminders import calendar_feed, nudging, office, own


urlpatterns = [
    path("akun/pengingat/", own.show, name="pengingat_saya"),
    path("akun/pengingat/surel/", own.give_address, name="surel_saya"),
    path("akun/pengingat/kode/", own.confirm_address, name="surel_kode"),
    path("akun/pengingat/kalender/", own.open_calendar, name="kalender_saya"),
    path("akun/pengingat/kalender/cabut/", own.close_calendar, name="kalender_cabut"),
    path("perencanaan/pengingat/", office.rules, name="aturan_pengingat"),
    path("perencanaan/pengingat/surat/", office.preview, name="surat_pengingat"),
    path("perencanaan/pengingat/uji/", office.try_out, name="uji_pengingat"),
    path("perencanaan/pengingat/catatan/", office.sent, name="catatan_pengingat"),
    path(
        "perencanaan/pengingat/catatan.<slug:kind>",
        office.take_sent,
        name="catatan_pengingat_unduh",
    ),
    path("dasbor/belum/ingatkan/", nudging.nudge, name="ingatkan"),
    # "publik": whoever knows the address; no session is read and no cookie is set
    path("kalender/<str:key>.ics", calendar_feed.show, name="publik_kalender"),
]
