"""What the office reads while it writes a message down: dangers, doubts, suggestions."""

# Code of a danger to life (`domain.reading`) → what it is called beside the flag.
LIFE_RISKS: dict[str, str] = {
    "trapped": "terjebak",
    "burning": "luka bakar",
    "unconscious": "tidak sadar atau sesak",
    "injured": "terluka",
    "weapon": "senjata",
    "live_wire": "kabel listrik",
    "drowning": "tenggelam",
    "explosion": "ledakan",
    "collapse": "runtuh",
    "attack": "diserang hewan",
    "self_harm": "menyakiti diri",
    "birth": "melahirkan",
    "violence": "kekerasan",
    "missing": "hilang",
}
LIFE_RISK = "Ada orang dalam bahaya"
RAISE_REASON = "Ada orang dalam bahaya"

# Why what sounds like an emergency may be none; it is said, and rejects nothing.
DOUBTS: dict[str, str] = {
    "idiom": "Mungkin kiasan",
    "cooking": "Mungkin asap dapur",
    "drill": "Mungkin latihan",
    "negated": "Mungkin disangkal",
    "hypothetical": "Mungkin pengandaian",
    "question": "Mungkin pertanyaan",
    "past": "Mungkin sudah lama",
    "over": "Mungkin sudah padam",
    "place": "Nama tempat bisa beberapa desa",
}

# Field of the form → what a suggestion for it is called.
SUGGESTED: dict[str, str] = {
    "text": "Cerita",
    "category": "Jenis",
    "village": "Desa",
    "landmark": "Patokan",
    "position": "Lokasi",
    "reporter_phone": "Nomor HP",
    "reporter_name": "Nama",
    "heard": "Jam",
}
FROM_WORDS = "dari kata {words}"
FROM_HEAD = "dari kepala pesan"
FROM_SMS = "SMS dari aplikasi"
SEVERAL = "beberapa desa bernama sama, pilih satu"

# Minutes until a reporter is called back → what the form offers.
CALLBACKS: dict[int, str] = {
    10: "dalam 10 menit",
    30: "dalam 30 menit",
    60: "dalam 1 jam",
    240: "dalam 4 jam",
    1440: "besok",
}

# The text sent to a reporter whose message the office wrote down.
OWN_LINK_TEXT = "Aduan Anda sudah kami terima. Nomor: {number}. Pantau dan jawab di sini: {url}"

# How likely two incidents are one, from least to most; said above their comparison.
VERDICTS: dict[str, str] = {
    "different": "Tampaknya dua kejadian.",
    "possible": "Mungkin kejadian yang sama.",
    "likely": "Kemungkinan besar kejadian yang sama.",
    "certain": "Hampir pasti kejadian yang sama.",
}
REASONS: dict[str, str] = {
    "metres": "Jarak {metres}",
    "seconds": "Selisih {span}",
    "same_village": "Desa sama",
    "other_village": "Desa berbeda",
    "same_phone": "Nomor HP pelapor sama",
    "same_landmark": "Patokan sama",
    "other_landmark": "Patokan berbeda",
    "shared_words": "Kata sama: {words}",
}
