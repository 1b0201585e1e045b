"""Records of handled incidents, in words: titles, sections, fields, choices."""

from src.words.tasks import OUTCOMES as OUTCOMES_OF_TASKS

RECORD_TITLES: dict[str, str] = {
    "fire": "Laporan kejadian kebakaran",
    "rescue": "Laporan operasi penyelamatan",
    "order": "Laporan penanganan ketertiban umum",
}
RECORD_SECTIONS: dict[str, str] = {
    "object": "Yang terdampak",
    "matter": "Perkara",
    "people": "Korban",
    "harmed": "Warga yang dirugikan",
    "loss": "Kerugian",
    "place": "Tempat lebih rinci",
    "resources": "Yang dikerahkan",
    "units": "Yang bertugas",
    "work": "Penanganan",
    "signed": "Penanda tangan",
}
# Field → (label, hint).
RECORD_FIELDS: dict[str, tuple[str, str]] = {
    "rt_rw": ("RT dan RW", "contoh: 02/01"),
    "hamlet": ("Dusun", ""),
    "object_kind": ("Objek", ""),
    "rescued": ("Yang ditolong", "contoh: 1 orang, ular sawah"),
    "owner": ("Pemilik", "hanya untuk petugas"),
    "occupants": ("Penghuni", "orang"),
    "burned_part": ("Bagian yang terbakar", ""),
    "burned_m2": ("Luas terbakar", "meter persegi"),
    "cause": ("Dugaan penyebab", ""),
    "weather": ("Cuaca", ""),
    "dead": ("Meninggal", "orang"),
    "badly_hurt": ("Luka berat", "orang"),
    "lightly_hurt": ("Luka ringan", "orang"),
    "evacuated": ("Dievakuasi", "orang"),
    "displaced_families": ("Mengungsi", "keluarga"),
    "loss_rp": ("Kerugian", "rupiah, perkiraan"),
    "saved_rp": ("Terselamatkan", "rupiah, perkiraan"),
    "vehicles": ("Armada dan nomor polisi", ""),
    "water_l": ("Air", "liter"),
    "foam_l": ("Busa", "liter"),
    "officers": ("Petugas", "orang"),
    "team_leaders": ("Komandan regu", ""),
    "volunteers": ("Relawan", "orang"),
    "helpers": ("Instansi yang membantu", ""),
    "outcome": ("Hasil", ""),
    "action": ("Tindakan", ""),
    "obstacles": ("Hambatan", ""),
    "chronology": ("Kronologi", ""),
    "source": ("Sumber laporan", ""),
    "article": ("Pasal yang dilanggar", "contoh: Perda 5/2018 pasal 12"),
    "perpetrator": ("Pelaku atau pemilik", "hanya untuk petugas"),
    "witnesses": ("Saksi", "hanya untuk petugas"),
    "objects": ("Barang bukti", ""),
    "measure": ("Tindakan", ""),
    "follow_up_on": ("Tindak lanjut tanggal", ""),
    "injured": ("Warga terluka", "orang"),
    "goods_damaged": ("Barang warga rusak", "buah"),
    "service_given": ("Layanan untuk warga itu", "pengobatan, ganti rugi"),
    "duty_order": ("Nomor surat perintah", ""),
    "commander": ("Komandan lapangan", "nama"),
    "head_of_shift": ("Kepala piket", "nama"),
}
RECORD_CHOICES: dict[str, dict[str, str]] = {
    "object_kind": {
        "house": "Rumah",
        "shop": "Toko atau pasar",
        "office": "Kantor",
        "school": "Sekolah",
        "worship": "Tempat ibadah",
        "vehicle": "Kendaraan",
        "boat": "Kapal",
        "land": "Lahan atau kebun",
        "power_line": "Tiang listrik",
        "waste": "Sampah",
        "other": "Lainnya",
    },
    "cause": {
        "electricity": "Listrik",
        "stove_gas": "Kompor atau gas",
        "candle_lamp": "Lilin atau lampu",
        "cigarette": "Rokok",
        "burning_outdoors": "Bakar sampah atau lahan",
        "lightning": "Petir",
        "intentional": "Disengaja",
        "unknown": "Belum diketahui",
    },
    "weather": {
        "clear": "Cerah",
        "cloudy": "Mendung",
        "rain": "Hujan",
        "strong_wind": "Angin kencang",
    },
    "outcome": {**OUTCOMES_OF_TASKS, "not_found": "Tidak ditemukan"},
    "obstacles": {
        "water": "Air",
        "road": "Jalan",
        "wind": "Angin",
        "crowd": "Kerumunan",
        "damage": "Armada rusak",
        "signal": "Sinyal",
    },
    "measure": {
        "appeal": "Himbauan",
        "oral_warning": "Teguran lisan",
        "written_statement": "Surat pernyataan",
        "letter_1": "Surat peringatan 1",
        "letter_2": "Surat peringatan 2",
        "letter_3": "Surat peringatan 3",
        "sealing": "Penyegelan",
        "clearing": "Penertiban",
        "court": "Yustisi",
        "handed_over": "Diserahkan ke instansi lain",
    },
}
# Clock points of the log as the record tells them, in order.
RECORD_TIMES: dict[str, str] = {
    "received_at": "Diterima",
    "acknowledged_at": "Jawaban pertama",
    "assigned_at": "Regu dipanggil",
    "accepted_at": "Tugas diterima",
    "departed_at": "Berangkat",
    "volunteer_on_scene_at": "Relawan tiba",
    "on_scene_at": "Tiba di lokasi",
    "under_control_at": "Terkendali",
    "resolved_at": "Selesai",
}
FROM_LOG = "catatan kejadian"
TYPED = "diisi petugas"
SIGNED = "Laporan disahkan {who}, {when}."
DRAFT = "RANCANGAN, belum disahkan"
# What the incident's page offers (`queries.records.link_of`).
RECORD_LINKS: dict[str, str] = {
    "begin": "Isi laporan",
    "go_on": "Lanjutkan laporan",
    "signed": "Lihat laporan",
}
RECORD_STAGES: dict[str, str] = {"draft": "disimpan", "signed": "disahkan"}
