"""What phones show: (title, body), at most 40 and 90 characters once filled, nothing personal."""

PLACE_UNKNOWN = "lokasi belum jelas"

PUSH: dict[str, tuple[str, str]] = {
    "alarm": ("{kind}: {place}", "Laporan {clock}. Ketuk untuk terima tugas."),
    "unreceived": ("Belum sampai", "Aduan {number}: alarm belum sampai di semua HP. Telepon."),
    "unanswered": ("Belum diterima", "Aduan {number} menunggu {minutes} menit."),
    "short": ("Masih kurang orang", "{place}: {turnout}. Ketuk bila bisa."),
    "enough": ("Tidak perlu", "Sudah cukup yang datang."),
    "enough_drill": ("LATIHAN: tidak perlu", "Sudah cukup yang datang."),
    "drill": ("LATIHAN: {kind}", "Ini latihan, bukan kejadian sebenarnya."),
    "life_risk": ("Ada orang dalam bahaya", "{kind}: {place}. Aduan {number}."),
    "called_off": ("Tidak perlu", "Aduan {number} tidak perlu ditangani."),
    "drill_over": ("LATIHAN: alarm selesai", "Aduan {number} latihan, bukan kejadian sebenarnya."),
}

# Buttons under an alarm: event of an assignment → word.
PUSH_ACTIONS: dict[str, str] = {"accepted": "Terima", "refused": "Tolak"}

# News for staff beside the alarms (`services.news`).
STAFF_PUSH: dict[str, tuple[str, str]] = {
    "for_leaders": ("Aduan untuk pimpinan", "Aduan {number}. Hanya pimpinan yang membacanya."),
    "mentioned": ("Catatan untuk Anda", "Aduan {number}. Ketuk untuk membaca."),
    "backup_requested": ("Regu minta tambahan", "Aduan {number}. Ketuk untuk kirim regu."),
    "handed_back": ("Tugas dikembalikan", "Aduan {number}. Periksa regu penggantinya."),
    "recalled": ("Tugas ditarik piket", "Aduan {number}. Tidak perlu lanjut."),
    "commands": ("Anda komandan lapangan", "Aduan {number}. Ketuk untuk melihat regu lain."),
}

# When a notification came but could not be read on the phone.
PUSH_UNREADABLE = "Ada kabar baru. Ketuk untuk membuka."

TEST_PUSH = ("Tes bunyi", "Ini tes. Jika terdengar, ketuk untuk menjawab.")

# What the office hears of a promise that runs out; {promise} is one of `words.PROMISES`.
OFFICE_PUSH: dict[str, tuple[str, str]] = {
    "overdue": ("Lewat tenggat", "Aduan {number}: {promise}. Ketuk untuk membuka."),
    "due_soon": ("Tenggat besok", "Aduan {number}: {promise}. Ketuk untuk membuka."),
}

# News → what those hear who follow a report.
FOLLOW_PUSH: dict[str, tuple[str, str]] = {
    "departed": ("Petugas berangkat", "Aduan {number}. Ketuk untuk pantau."),
    "arrived": ("Petugas di lokasi", "Aduan {number}. Ketuk untuk pantau."),
    "referred": ("Diteruskan ke instansi", "Aduan {number}. Ketuk untuk pantau."),
    "referral_accepted": ("Instansi menerima", "Aduan {number}. Ketuk untuk pantau."),
    "resolved": ("Sudah ditangani", "Aduan {number}. Benar selesai? Beri penilaian."),
    "closed": ("Aduan ditutup", "Aduan {number}. Bisa dibuka lagi selama {days} hari."),
    "reopened": ("Dibuka lagi", "Aduan {number} kami periksa lagi."),
    "declined": ("Tidak dapat ditangani", "Aduan {number}. Ketuk untuk baca alasannya."),
    "closing_announced": (
        "Benar sudah selesai?",
        "Aduan {number} ditutup besok bila tidak dijawab.",
    ),
    "info_requested": ("Kami butuh keterangan", "Aduan {number}. Ketuk untuk menjawab."),
    "unmerged": ("Diperiksa sendiri", "Aduan {number} kami periksa sebagai kejadian sendiri."),
    "absorbed": ("Aduan digabung", "Aduan {number} digabung agar cepat ditangani."),
}
