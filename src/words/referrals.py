"""Other agencies and those who come to help, in words: for the office, and for themselves."""

REFERRAL_KINDS: dict[str, str] = {"handover": "Rujukan", "help": "Bantuan"}

# State of `domain.referral` → what the office reads.
REFERRAL_STATES: dict[str, str] = {
    "sent": "Belum dibuka",
    "seen": "Sudah dibuka",
    "accepted": "Diterima",
    "in_progress": "Sedang ditangani",
    "coming": "Akan datang",
    "on_scene": "Di lokasi",
    "finished": "Selesai",
    "left": "Sudah pulang",
    "returned": "Dikembalikan",
    "refused": "Tidak bisa datang",
    "recalled": "Ditarik kembali",
}

# The same for the agency itself.
REFERRAL_STATES_THERE: dict[str, str] = {
    **REFERRAL_STATES,
    "sent": "Menunggu jawaban Anda",
    "seen": "Menunggu jawaban Anda",
    "accepted": "Anda terima",
    "returned": "Anda kembalikan",
    "recalled": "Ditarik oleh piket",
}

# What an agency says, as the word on its button.
REFERRAL_STEPS: dict[str, str] = {
    "referral_accepted": "Terima",
    "referral_returned": "Kembalikan",
    "referral_progressed": "Kirim perkembangan",
    "referral_finished": "Selesai",
    "help_coming": "Kami datang",
    "help_refused": "Tidak bisa",
    "help_arrived": "Sudah tiba",
    "help_left": "Sudah pulang",
}

# What one helper said last.
HELPERS: dict[str, str] = {
    "coming": "datang",
    "arrived": "di lokasi",
    "left": "sudah pulang",
    "refused": "tidak bisa",
}

REFERRAL_OUTCOMES: dict[str, str] = {
    "served": "Sudah ditangani",
    "repaired": "Sudah diperbaiki",
    "advised": "Sudah diberi penjelasan",
    "not_found": "Tidak ditemukan",
    "other": "Lainnya",
}

# Which reminder it was.
REMINDED: dict[str, str] = {
    "before": "Tenggat hampir tiba.",
    "due": "Tenggat sudah lewat.",
    "by_hand": "Diingatkan oleh piket.",
}

# Deadlines that may be chosen instead of the one of the priority: code → word.
DEADLINES: dict[str, str] = {
    "m5": "5 menit",
    "m15": "15 menit",
    "m60": "1 jam",
    "m240": "4 jam",
    "d1": "1 hari kerja",
    "d3": "3 hari kerja",
}

# When an agency expects to be done: code → word.
EXPECTED: dict[str, str] = {
    "m30": "30 menit",
    "m60": "1 jam",
    "m180": "3 jam",
    "d0": "Hari ini",
    "d1": "1 hari kerja",
    "d3": "3 hari kerja",
    "d5": "5 hari kerja",
}

# (title, body) of what phones show: nothing personal, and no kind that is kept secret.
REFERRAL_PUSH: dict[str, tuple[str, str]] = {
    "handover": ("Rujukan baru", "Aduan {number}: {what}. Ketuk untuk menjawab."),
    "help": ("Bantuan diminta", "Aduan {number}: {what}. Ketuk: datang atau tidak."),
    "before": ("Rujukan menunggu jawaban", "Aduan {number}. Jawab sebelum {due}."),
    "due": ("Rujukan lewat tenggat", "Aduan {number} menunggu jawaban sejak {sent}."),
    "by_hand": ("Rujukan menunggu jawaban", "Aduan {number}. Petugas piket menunggu Anda."),
    "recalled": ("Rujukan ditarik", "Aduan {number} tidak perlu ditangani lagi."),
    "recalled_help": ("Bantuan tidak diperlukan lagi", "Aduan {number}. Terima kasih."),
    "unanswered": ("Instansi belum menjawab", "Aduan {number}: {agency} lewat tenggat."),
    "returned": ("Rujukan dikembalikan", "Aduan {number}: {agency} mengembalikan."),
}
UNNAMED_KIND = "perlu penanganan Anda"

REFERRAL_SMS: dict[str, str] = {
    "handover": "Rujukan baru. Aduan {number}. Buka aplikasi untuk menjawab.",
    "help": "Bantuan diminta. Aduan {number}. Buka aplikasi: datang atau tidak.",
    "before": "Rujukan aduan {number} menunggu jawaban sebelum {due}.",
    "due": "Rujukan aduan {number} sudah lewat tenggat. Mohon dijawab.",
    "by_hand": "Rujukan aduan {number} menunggu jawaban Anda.",
}

# What stands in a message beside the guest link; the operator's own phone sends it.
LINK_TEXT: dict[str, str] = {
    "handover": "{office}: aduan {number} diteruskan ke {agency}. Buka dan jawab di sini: {url}",
    "help": "{office}: bantuan {agency} diminta, aduan {number}. Jawab di sini: {url}",
}
UNNAMED_AGENCY = "instansi lain"

# What the office reads of a guest link, and of agencies it may choose.
LINK_REVOKED = "Tautan dicabut."
LINK_UNOPENED = "Tautan belum dibuka."
LINK_OPENED = "Tautan dibuka {clock}."
LEADS = "penanggung jawab"
SUPPORTS = "pendukung"
GUEST = "Lewat tautan"
