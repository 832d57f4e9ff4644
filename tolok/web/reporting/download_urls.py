"""Addresses of the documents to take away, under /laporan/."""

from django.urls import path

from tolok.web.reporting import downloads, registers


urlpatterns = [
    path("pengukuran.xlsx", downloads.measurement_xlsx, name="laporan_pengukuran_xlsx"),
    path("pengukuran.pdf", downloads.measurement_pdf, name="laporan_pengukuran_pdf"),
    path("pengukuran.docx", downloads.measurement_docx, name="laporan_pengukuran_docx"),
    path("pengukuran.csv", downloads.measurement_csv, name="laporan_pengukuran_csv"),
    path("rekap.pdf", downloads.recap_pdf, name="laporan_rekap_pdf"),
    path("kamus.pdf", downloads.book_pdf, name="laporan_kamus_pdf"),
    path("kamus.docx", downloads.book_docx, name="laporan_kamus_docx"),
    path("kamus.csv", downloads.book_csv, name="laporan_kamus_csv"),
    path("kamus.xlsx", downloads.book_xlsx, name="laporan_kamus_xlsx"),
    path(
        "daftar/<slug:name>.<slug:kind>",
        registers.download,
        name="laporan_daftar",
    ),
    path(
        "jabatan/<int:position_id>.docx",
        downloads.position_docx,
        name="laporan_jabatan_docx",
    ),
]
