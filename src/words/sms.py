"""What text messages say: one SMS each (160 GSM characters), nothing personal."""

SMS: dict[str, str] = {
    "alarm": "{kind} {place} {clock}. Balas YA {code} untuk datang, TIDAK {code} bila tidak.",
    "office": "{kind} {place} {clock}. Aduan {code} menunggu petugas. Buka aplikasi.",
    "drill": "LATIHAN, bukan kejadian sebenarnya. ",
}

# What came of an answer by SMS → what its sender is told.
SMS_REPLIES: dict[str, str] = {
    "accepted": "Tercatat: Anda datang. Aduan {code}.",
    "refused": "Tercatat: Anda tidak datang. Aduan {code}.",
    "enough": "Tidak perlu datang: sudah cukup. Aduan {code}.",
    "not_taken": "Jawaban belum tercatat. Aduan {code}. Buka aplikasi atau telepon operator.",
}

# First words of an answer as people type them.
SMS_YES = ("YA", "IYA", "DATANG")
SMS_NO = ("TIDAK", "TDK", "TAK")

# Why a text message has not reached a phone, in the operator's words.
SMS_FAILURES: dict[str, str] = {
    "no_gateway": "Gerbang SMS belum dipasang.",
    "throttled": "Gerbang SMS minta menunggu. Dicoba lagi.",
    "service_trouble": "Gerbang SMS sedang gangguan. Dicoba lagi.",
    "timed_out": "Gerbang SMS tidak menjawab. Dicoba lagi.",
    "unreachable": "Gerbang SMS tidak dapat dihubungi. Dicoba lagi.",
    "unexpected": "Ada gangguan di server kami. Dicoba lagi.",
    "password_refused": "Gerbang SMS menolak kata sandi server ini. Dicoba lagi.",
    "bad_request": "Gerbang SMS menolak nomor atau isi pesan.",
    "redirected": "Gerbang SMS menunjuk alamat lain. Tidak diikuti.",
    "refused": "Gerbang SMS menolak pesan.",
    "expired": "Kedaluwarsa: 15 menit tidak terkirim.",
    "answered": "Alarm sudah berakhir sebelum SMS ini terkirim.",
    "signed_out": "Petugas sudah keluar dari semua HP.",
    "no_number": "Petugas belum punya nomor HP.",
    "no_credit": "HP gerbang gagal mengirim. Periksa pulsa dan kartunya.",
    "no_signal": "HP gerbang tidak punya sinyal.",
    "limit": "HP gerbang mencapai batas kirim SMS.",
    "no_sim": "HP gerbang tidak menemukan kartu SIM.",
    "not_sent": "SMS tidak terkirim dari HP gerbang.",
    "no_voice": "Gerbang SMS ini tidak dapat menelepon.",
}
