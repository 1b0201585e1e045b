"""What a responder presses and chooses, in words."""

# Event of an assignment → the words on its button.
STEPS: dict[str, str] = {
    "accepted": "Terima tugas",
    "refused": "Tidak bisa",
    "departed": "Berangkat",
    "arrived": "Tiba di lokasi",
    "controlled": "Terkendali",
    "completed": "Selesai dan isi laporan",
    "not_found": "Tidak ditemukan",
    "backup_requested": "Minta tambahan",
    "handed_back": "Kembalikan tugas",
    "commander_named": "Serahkan komando",
    "noted": "Tulis catatan",
}

# Kind of incident → steps that have a word of their own there.
STEPS_OF_KIND: dict[str, dict[str, str]] = {"fire": {"controlled": "Api terkendali"}}

# `services.response.OUTCOMES` → the choice in the closing form.
OUTCOMES: dict[str, str] = {
    "extinguished": "Api padam",
    "rescued": "Sudah ditolong",
    "restored": "Keadaan sudah tertib",
    "advised": "Sudah diberi penjelasan",
    "handed_over": "Diserahkan ke instansi lain",
    "false_alarm": "Tidak ada kejadian",
    "other": "Lainnya",
}
# Why a team gives its task back: `domain.assignment.HAND_BACK` → the choice on the form.
HAND_BACK: dict[str, str] = {
    "vehicle": "Kendaraan rusak",
    "road": "Jalan terputus",
    "elsewhere": "Ada kejadian lain",
    "people": "Personel kurang",
    "other": "Sebab lain",
}
NOT_FOUND = "tidak ditemukan"
ANSWERED = "dijawab"

# Kind of incident → the outcomes its closing form offers first; all others follow.
OUTCOMES_FIRST: dict[str, tuple[str, ...]] = {
    "fire": ("extinguished", "false_alarm"),
    "rescue": ("rescued", "handed_over"),
    "order": ("restored", "advised"),
    "disaster": ("rescued", "handed_over"),
}

TAKEN = "Sudah kami catat."
