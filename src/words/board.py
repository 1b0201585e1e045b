"""The board in words: lanes, filters, marks."""

# Lane of `domain.lanes` → heading, and what is to be done there.
LANES: dict[str, tuple[str, str]] = {
    "baru": ("Baru", "periksa dan tentukan"),
    "regu": ("Menunggu regu", "sampai berangkat"),
    "jalan": ("Berjalan", "sampai terkendali"),
    "tunggu": ("Menunggu pihak lain", "instansi atau pelapor"),
    "selesai": ("Selesai hari ini", "ditangani atau dijawab"),
}

# What a mark of the filters means.
MARKS: dict[str, str] = {
    "darurat": "Darurat",
    "lewat": "Lewat tenggat",
    "segera": "Segera jatuh tempo",
    "belum": "Belum dilihat",
    "saya": "Urusan saya",
}

# What is chosen from a list; the first word stands alone where nothing is.
CHOICES: dict[str, tuple[str, str]] = {
    "jenis": ("Jenis", "Semua jenis"),
    "kecamatan": ("Kecamatan", "Semua kecamatan"),
    "regu": ("Regu", "Semua regu"),
    "instansi": ("Instansi", "Semua instansi"),
    "saluran": ("Masuk lewat", "Semua saluran"),
}

UNSEEN = "Belum dibuka"
NEWS = "Ada kabar"
NO_DEADLINE = "Tanpa tenggat"

# State of a team's task → where that puts it.
WHEREABOUTS: dict[str, str] = {
    "accepted": "Akan berangkat",
    "en_route": "Di jalan sejak {clock}",
    "on_scene": "Di lokasi sejak {clock}",
    "under_control": "Di lokasi sejak {clock}",
}
AT_STATION = "Di {station}"
