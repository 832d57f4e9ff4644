"""Words of made-up offices: names, titles, objectives and indicators."""

OFFICES = (
    "Kesehatan",
    "Pendidikan",
    "Pekerjaan Umum",
    "Sosial",
    "Perhubungan",
    "Pertanian",
    "Perikanan",
    "Lingkungan Hidup",
    "Tenaga Kerja",
    "Perdagangan",
    "Koperasi dan Usaha Mikro",
    "Kebudayaan dan Pariwisata",
    "Kepemudaan dan Olahraga",
    "Komunikasi dan Informatika",
    "Penanaman Modal",
    "Kependudukan dan Pencatatan Sipil",
    "Perumahan dan Permukiman",
    "Pengendalian Penduduk",
)
# The offices of a regency, the largest first, and about how many people of 12,000 each has.
REGENCY = (
    ("Dinas Pendidikan", 3_600),
    ("Dinas Kesehatan", 2_200),
    ("Rumah Sakit Umum Daerah", 900),
    ("Dinas Pekerjaan Umum", 420),
    ("Rumah Sakit Umum Daerah Utara", 380),
    ("Satuan Polisi Pamong Praja", 330),
    ("Dinas Pertanian", 300),
    ("Dinas Perhubungan", 260),
    ("Dinas Lingkungan Hidup", 240),
    ("Badan Pendapatan Daerah", 210),
    ("Dinas Sosial", 180),
    ("Dinas Perikanan", 170),
    ("Dinas Perdagangan", 170),
    ("Dinas Kependudukan dan Pencatatan Sipil", 160),
    ("Dinas Pengendalian Penduduk", 160),
    ("Dinas Perumahan dan Permukiman", 150),
    ("Badan Keuangan dan Aset Daerah", 150),
    ("Badan Kepegawaian Daerah", 140),
    ("Badan Perencanaan Pembangunan Daerah", 130),
    ("Badan Penanggulangan Bencana Daerah", 120),
    ("Inspektorat Daerah", 110),
    ("Sekretariat DPRD", 110),
    ("Dinas Tenaga Kerja", 100),
    ("Dinas Koperasi dan Usaha Mikro", 90),
    ("Dinas Kebudayaan dan Pariwisata", 90),
    ("Dinas Kepemudaan dan Olahraga", 80),
    ("Dinas Komunikasi dan Informatika", 80),
    ("Dinas Penanaman Modal", 80),
    ("Badan Kesatuan Bangsa dan Politik", 70),
    ("Dinas Pemberdayaan Masyarakat dan Desa", 70),
    ("Dinas Perpustakaan dan Kearsipan", 70),
    *((f"Kecamatan Contoh {name}", 75) for name in ("Barat", "Timur", "Utara")),
    *((f"Kecamatan Contoh {name}", 65) for name in ("Selatan", "Tengah", "Hulu")),
    *((f"Kecamatan Contoh {name}", 55) for name in ("Hilir", "Pesisir", "Rejo")),
)
SECTIONS = ("Perencanaan dan Evaluasi", "Keuangan", "Umum dan Kepegawaian")
STAFF = (
    ("Analis Kebijakan Ahli Muda", "fungsional"),
    ("Pengadministrasi Perkantoran", "pelaksana"),
    ("Penata Layanan Operasional", "pelaksana"),
    ("Pengolah Data dan Informasi", "pelaksana"),
    ("Penelaah Teknis Kebijakan", "pelaksana"),
    ("Operator Layanan Operasional", "pelaksana"),
    ("Arsiparis Terampil", "fungsional"),
)
FIRST_NAMES = (
    *("Adi", "Agung", "Ahmad", "Andi", "Anita", "Arif", "Asep", "Ayu", "Bagus", "Bayu"),
    *(
        "Budi",
        "Citra",
        "Dedi",
        "Dewi",
        "Dian",
        "Dimas",
        "Eka",
        "Eko",
        "Endang",
        "Fajar",
    ),
    *("Fitri", "Galih", "Hani", "Hendra", "Ida", "Indra", "Intan", "Joko", "Kartika"),
    *("Lestari", "Lina", "Maya", "Nanda", "Nur", "Putri", "Rahma", "Ratna", "Rina"),
    *(
        "Rizky",
        "Sari",
        "Siti",
        "Sri",
        "Taufik",
        "Tri",
        "Umi",
        "Wahyu",
        "Wulan",
        "Yusuf",
    ),
)
LAST_NAMES = (
    *("Wibowo", "Santoso", "Lestari", "Hidayat", "Nugroho", "Saputra", "Wijaya"),
    *(
        "Kurniawan",
        "Rahmawati",
        "Handayani",
        "Setiawan",
        "Prasetyo",
        "Utami",
        "Firmansyah",
    ),
    *("Susanti", "Maulana", "Anggraini", "Gunawan", "Permana", "Puspita", "Hakim"),
    *(
        "Siregar",
        "Nasution",
        "Tarigan",
        "Simanjuntak",
        "Suryana",
        "Hermawan",
        "Purnama",
    ),
)
INDICATORS = {
    "leader": (
        (
            "Meningkatnya Mutu Layanan",
            ("Persentase Layanan yang Sesuai Standar", "Indeks Kepuasan Masyarakat"),
        ),
        (
            "Meningkatnya Akuntabilitas Kinerja",
            (
                "Nilai Akuntabilitas Kinerja",
                "Persentase Rekomendasi yang Ditindaklanjuti",
            ),
        ),
        (
            "Terlaksananya Program Tepat Waktu",
            (
                "Persentase Kegiatan yang Selesai Tepat Waktu",
                "Jumlah Laporan Program yang Disampaikan",
            ),
        ),
        (
            "Meningkatnya Cakupan Layanan",
            (
                "Persentase Desa yang Terlayani",
                "Jumlah Lembaga yang Dibina",
            ),
        ),
    ),
    "staff": (
        (
            "Terlaksananya Administrasi",
            ("Jumlah Surat yang Dicatat", "Jumlah Berkas yang Diarsipkan"),
        ),
        (
            "Tersedianya Data",
            ("Persentase Data yang Mutakhir", "Jumlah Laporan Data yang Disusun"),
        ),
        (
            "Terlaksananya Pelayanan",
            ("Jumlah Orang yang Dilayani", "Persentase Permohonan yang Selesai"),
        ),
        (
            "Terlaksananya Pendampingan",
            ("Jumlah Kelompok yang Didampingi", "Jumlah Kegiatan Pendampingan"),
        ),
        (
            "Tersusunnya Dokumen",
            ("Jumlah Dokumen yang Disusun", "Persentase Dokumen yang Tepat Waktu"),
        ),
    ),
}
