"""Vocabulary of invented decrees: regions, offices, people and what they are measured by."""

REGIONS = [
    "Kabupaten Sekarwangi", "Kabupaten Tirtakencana", "Kota Bandarjati",
    "Kabupaten Wanaraya Selatan", "Provinsi Nusa Kencana", "Kota Argapura",
    "Kabupaten Lembah Seruni",
]  # fmt: skip
FIELDS = [
    "Perhubungan", "Pendidikan", "Pertanian dan Pangan", "Lingkungan Hidup",
    "Perindustrian dan Perdagangan", "Komunikasi dan Informatika", "Tenaga Kerja",
    "Perpustakaan dan Kearsipan", "Pekerjaan Umum dan Penataan Ruang",
    "Kepemudaan, Olahraga, dan Pariwisata",
]  # fmt: skip
AGENCIES = [
    "Kepegawaian dan Pengembangan Sumber Daya Manusia", "Pendapatan Daerah",
    "Perencanaan Pembangunan Daerah", "Kesatuan Bangsa dan Politik",
    "Penanggulangan Bencana Daerah", "Pengelola Keuangan dan Aset Daerah",
]  # fmt: skip
PLACES = ["Sukamaju", "Karanganyar", "Tanjungsari", "Mekarwangi", "Bukit Indah"]
DIVISIONS = [
    "Pembinaan dan Pengawasan", "Sarana dan Prasarana", "Pengembangan Usaha",
    "Data dan Informasi", "Pelayanan Masyarakat", "Pengendalian Mutu",
    "Kelembagaan", "Mutasi dan Promosi", "Penyuluhan", "Perencanaan Teknis",
]  # fmt: skip
SUBDIVISIONS = [
    "Umum dan Kepegawaian", "Keuangan", "Perencanaan dan Evaluasi", "Program dan Pelaporan",
]  # fmt: skip
SECTIONS = [
    "Pemerintahan", "Ketenteraman dan Ketertiban Umum", "Kesejahteraan Sosial",
    "Pemberdayaan Masyarakat", "Pelayanan Umum",
]  # fmt: skip
SPECIALISTS = [
    "Analis Kebijakan Ahli Muda", "Perencana Ahli Pertama", "Arsiparis Terampil",
    "Pranata Komputer Ahli Muda", "Auditor Ahli Madya", "Pranata Humas Ahli Pertama",
    "Analis SDM Aparatur Ahli Muda", "Arsiparis Mahir",
]  # fmt: skip
STAFF = [
    "Penelaah Teknis Kebijakan", "Pengadministrasi Perkantoran", "Bendahara Pengeluaran",
    "Pengolah Data dan Informasi", "Penata Layanan Operasional", "Pengemudi",
    "Operator Layanan Operasional", "Pengelola Layanan Operasional",
]  # fmt: skip
SUBJECTS = [
    "layanan administrasi perkantoran", "dokumen perencanaan daerah",
    "sarana kerja pegawai", "data statistik sektoral", "pembinaan kelompok usaha",
    "pengaduan warga", "rekomendasi hasil pemeriksaan", "kegiatan penyuluhan lapangan",
    "berkas perizinan", "laporan keuangan triwulanan", "Desa Tangguh Bencana",
    "pelatihan tenaga kerja", "aset milik daerah", "sistem informasi manajemen",
    "obyek wisata unggulan", "jalan lingkungan", "tata naskah dinas", "arsip dinamis aktif",
    "kerjasama antar lembaga", "sampah rumah tangga",
]  # fmt: skip
OPENINGS = [
    "Meningkatnya kualitas {s}", "Terlaksananya {s}", "Terwujudnya tertib {s}",
    "Meningkatnya {s} di wilayah kerja", "Tersedianya {s} yang mutakhir",
    "Terselesaikannya {s} sesuai ketentuan", "Optimalnya pengelolaan {s}",
    "Melaksanakan pengelolaan {s}", "Menyusun bahan {s}", "Menurunnya keluhan atas {s}",
    "Terlaksananya Meningkatnya {s}", "Tercapainya sasaran {s} (IKU)",
]  # fmt: skip
MEASURES = [
    ("Persentase {s} yang diselesaikan", "percentage", "%"),
    ("Prosentase {s} yang sesuai standar", "percentage", "Persen"),
    ("Persentase tindak lanjut atas {s} yang tepat waktu", "percentage", "persen"),
    ("Jumlah {s} yang disusun", "count", "Dokumen"),
    ("Jumlah laporan {s} yang disampaikan", "count", "Laporan"),
    ("Jumlah pembinaan terhadap {s} yang dilaksanakan", "count", "Kali"),
    ("Nilai evaluasi mandiri {s}", "value", "Nilai"),
    ("Indeks kepuasan atas {s}", "index", "Indeks"),
    ("Rata-rata waktu penyelesaian {s}", "value", "Hari"),
    ("Angka keluhan {s} setiap bulan", "value", "Kasus"),
    ("Laju pertumbuhan {s}", "value", "Poin"),
]  # fmt: skip
# The ones that can be told apart where nothing but blanks stands between them.
PLAIN_MEASURES = [entry for entry in MEASURES if entry[1] in ("percentage", "count")]
NUMBERS = {
    "%": ["100", "61,95", "48,61", "95.56", "83", "3,1", "87,5"],
    "Persen": ["100", "61,95", "90"],
    "persen": ["75", "62,35"],
    "Nilai": ["82,15", "BB (70,5)", "BB", "A", "3,5 dari skala 5"],
    "Indeks": ["87,9", "≥0,800", "3.5", "78,65"],
}  # fmt: skip
COUNTS = [
    "12",
    "4",
    "2",
    "1.500",
    "24.000",
    "150-250",
    "7 – 8",
    "-",
    ">1",
    "123.375.000",
]
GLUED = {"%": ["100%", "61,95%", "100 %", "80 - 90%", "< 20 %", "…… %"]}
FORMULAS = [
    "Jumlah {s} selesai dibagi jumlah {s} seluruhnya x 100%",
    "(A / B) x 100% dengan A = {s} selesai dan B = seluruh {s}",
    "Penjumlahan {s} dalam satu tahun",
    "Ket : dihitung setiap triwulan. Jumlah {s} / target x 100%",
    "Formula dalam perhitungan {s} adalah : jumlah selesai / jumlah seluruhnya x 100%",
    "Catatan : hari kerja setahun = 240 hari",
    "90–99% yang tepat = 10; 80–89% = 5; di bawahnya = 0",
]  # fmt: skip
SOURCES = [
    "Kasubbag Umum",
    "Laporan bidang",
    "Sekretariat",
    "Aplikasi e-SAKIP, SIPD",
    "BPS",
]
REASONS = [
    "Untuk mengukur keberhasilan {s}", "Merupakan tugas pokok jabatan",
    "Amanat RPJMD Tahun 2025-2029",
]  # fmt: skip
DEFINITIONS = [
    "Yang dimaksud {s} adalah seluruh {s} dalam tahun berjalan",
    "Ukuran mutu {s} menurut pedoman; nilai ≥0,800 berarti baik",
]  # fmt: skip
RESPONSIBLE = ["Sekretaris", "Kepala Bidang", "Seluruh bidang", "Kasubbag Keuangan"]
DUTIES = [
    "memimpin penyelenggaraan {s} sesuai ketentuan", "menyiapkan bahan {s}",
    "melaksanakan pembinaan {s}", "mengoordinasikan {s} dengan unit terkait",
    "membantu atasan dalam urusan {s}",
]  # fmt: skip
FUNCTIONS = [
    "perumusan kebijakan {s}", "pelaksanaan {s}", "pengoordinasian {s}", "pelaporan {s}",
    "pengelolaan {s} dan kearsipannya", "pelaksanaan fungsi lain yang diberikan atasan",
    "Pembinaan {s} pada tingkat desa",
]  # fmt: skip
CONSIDERATIONS = [
    "bahwa untuk mengukur keberhasilan setiap pegawai perlu ditetapkan indikator kinerja individu",
    "Bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu menetapkan keputusan",
    "bahwa ukuran kinerja perlu selaras dengan rencana strategis Tahun 2025-2029",
]  # fmt: skip
LEGAL_BASES = [
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah (Lembaran Negara Republik "
    "Indonesia Tahun 2014 Nomor 244)",
    "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja",
    "Peraturan Daerah Nomor 5 Tahun 2021 tentang Rencana Pembangunan Jangka Menengah Daerah",
    "Peraturan Bupati Nomor 61 Tahun 2024 tentang Susunan Organisasi dan Tata Kerja",
]  # fmt: skip
NAMES = [
    "Sulastri Wiraatmaja, S.E., M.M.", "Drs. Bambang Tirtonegoro, M.Si",
    "Ir. HARTONO KUSUMO, M.T.", "Ratna Puspitasari, S.Sos", "dr. Wening Pramesti",
    "H. Abdullah Mahfud, S.H., M.H.",
]  # fmt: skip
RANKS = [
    "Pembina Utama Muda",
    "Pembina Tingkat I",
    "Pembina",
    "Penata Tk. I",
    "Pembina, IV/a",
]
