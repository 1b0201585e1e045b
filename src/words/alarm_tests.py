"""Words of a test alarm: what phones show, what came of it for each person, and what mends it."""

TITLE = "LATIHAN: uji alarm"
BODY = "Ini latihan, bukan kejadian. Ketuk untuk menjawab."

# Outcome of one person in a test (queries.alarm_test) → in a word.
OUTCOMES: dict[str, str] = {
    "heard": "Terdengar",
    "late": "Terlambat",
    "waiting": "Menunggu jawaban",
    "unheard": "Bunyi, tidak dijawab",
    "undelivered": "Tidak sampai",
    "failed": "Belum terkirim",
    "unreachable": "Tidak bisa dibunyikan",
}

# The same → what to do about it; what is missing here needs nothing, or has a reason of its own.
MENDING: dict[str, str] = {
    "late": "HP menerima tepat waktu. Jawab lebih cepat.",
    "held_back": "HP menahan notifikasi. Atur hemat baterai.",
    "unheard": "Naikkan volume notifikasi. Matikan mode senyap.",
    "undelivered": "HP mati, tanpa sinyal, atau menahan notifikasi. Atur hemat baterai.",
    "mended": "Sudah diperbaiki. Uji sekali lagi.",
}

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
