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
