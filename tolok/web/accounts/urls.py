"""Sign-in, sign-out and one's own account."""

from django.urls import path

from tolok.web.accounts import views


urlpatterns = [
    path("masuk/", views.SignIn.as_view(), name="masuk"),
    path("keluar/", views.sign_out, name="keluar"),
    path("akun/", views.account, name="akun"),
    path("akun/kata-sandi/", views.ChangePassword.as_view(), name="kata_sandi"),
    path("akun/kantor/", views.choose_office, name="pilih_kantor"),
    path("akun/bahasa/", views.change_language, name="bahasa"),
    path("akun/tampilan/", views.change_theme, name="tampilan"),
]
