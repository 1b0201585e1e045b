"""What the office reads when the house itself is in trouble: what is wrong, and what to do."""

TROUBLES: dict[str, tuple[str, str]] = {
    "database_read_only": (
        "Server tidak bisa menyimpan apa pun.",
        "Catat aduan di kertas dan telepon regu. Hubungi pengelola sistem sekarang.",
    ),
    "worker_silent": (
        "Pengirim alarm di server tidak bekerja.",
        "HP petugas tidak berbunyi: telepon regu. Minta pengelola menyalakan ulang server.",
    ),
    "step_overdue": (
        "Ada alarm yang terlambat diteruskan.",
        "Telepon regu dan komandan sekarang. Hubungi pengelola sistem.",
    ),
    "push_unsent": (
        "Pesan alarm tertahan di server.",
        "Telepon petugas piket sekarang. Hubungi pengelola sistem.",
    ),
    "text_unsent": (
        "SMS alarm tertahan di server.",
        "Telepon petugas piket sekarang. Periksa HP pengirim SMS: daya, sinyal, pulsa.",
    ),
    "key_refused": (
        "Layanan notifikasi menolak kunci server.",
        "Sebagian HP tidak berbunyi: telepon petugasnya. Hubungi pengelola sistem.",
    ),
    "disk_ending": (
        "Tempat simpan di server habis sebentar lagi.",
        "Sisa {free_mb} MB. Telepon pengelola sekarang: kosongkan tempat.",
    ),
    "disk_low": (
        "Tempat simpan di server hampir penuh.",
        "Sisa {free_mb} MB. Minta pengelola mengosongkan tempat hari ini.",
    ),
    "clock_jumped": (
        "Jam server baru saja bergeser {seconds} detik.",
        "Periksa jam pada aduan. Minta pengelola memeriksa jam server.",
    ),
}
