"""What phones show: (title, body), at most 40 and 90 characters once filled, nothing personal."""

PLACE_UNKNOWN = "lokasi belum jelas"

PUSH: dict[str, tuple[str, str]] = {
    "alarm": ("{kind}: {place}", "Laporan {clock}. Ketuk untuk terima tugas."),
    "unanswered": ("Belum diterima", "Aduan {number} menunggu {minutes} menit."),
    "drill": ("LATIHAN: {kind}", "Ini latihan, bukan kejadian sebenarnya."),
}

# When a notification came but could not be read on the phone.
PUSH_UNREADABLE = "Ada kabar baru. Ketuk untuk membuka."

TEST_PUSH = ("Tes bunyi", "Ini tes. Jika terdengar, ketuk untuk menjawab.")

# News → what those hear who follow a report.
FOLLOW_PUSH: dict[str, tuple[str, str]] = {
    "departed": ("Petugas berangkat", "Aduan {number}. Ketuk untuk pantau."),
    "arrived": ("Petugas di lokasi", "Aduan {number}. Ketuk untuk pantau."),
    "resolved": ("Sudah ditangani", "Aduan {number}. Benar selesai? Beri penilaian."),
    "reopened": ("Dibuka lagi", "Aduan {number} kami periksa lagi."),
    "declined": ("Tidak dapat ditangani", "Aduan {number}. Ketuk untuk baca alasannya."),
    "info_requested": ("Kami butuh keterangan", "Aduan {number}. Ketuk untuk menjawab."),
    "absorbed": ("Aduan digabung", "Aduan {number} digabung agar cepat ditangani."),
}
