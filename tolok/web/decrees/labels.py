"""What the fields of a draft are called on screen, in the order in which they stand."""

from django.utils.translation import gettext_lazy


KIND_NAMES = {
    "percentage": gettext_lazy("Persentase"),
    "count": gettext_lazy("Jumlah"),
    "value": gettext_lazy("Nilai"),
    "index": gettext_lazy("Indeks"),
    "other": gettext_lazy("Bukan ukuran"),
}
DETAILS = (
    ("formula", gettext_lazy("Rumus")),
    ("data_source", gettext_lazy("Sumber data")),
    ("definition", gettext_lazy("Definisi operasional")),
    ("reason", gettext_lazy("Alasan")),
    ("responsible", gettext_lazy("Penanggung jawab")),
)
HEAD_FIELDS = (
    ("kind", gettext_lazy("Jenis"), "select"),
    ("number", gettext_lazy("Nomor"), "text"),
    ("about", gettext_lazy("Tentang"), "area"),
    ("issuer", gettext_lazy("Ditetapkan oleh"), "text"),
    ("organisation", gettext_lazy("Perangkat daerah"), "text"),
    ("region", gettext_lazy("Daerah"), "text"),
    ("year_from", gettext_lazy("Tahun mulai"), "year"),
    ("year_until", gettext_lazy("Tahun akhir"), "year"),
    ("place", gettext_lazy("Tempat penetapan"), "text"),
    ("date", gettext_lazy("Tanggal penetapan"), "date"),
)
SIGNATORY_FIELDS = (
    ("title", gettext_lazy("Jabatan")),
    ("name", gettext_lazy("Nama")),
    ("rank", gettext_lazy("Pangkat")),
    ("nip", gettext_lazy("NIP")),
)
HEAD_LISTS = (
    ("considerations", gettext_lazy("Menimbang")),
    ("legal_bases", gettext_lazy("Mengingat")),
    ("rulings", gettext_lazy("Memutuskan")),
)
