"""Why a team is suggested, said so that an operator can disagree."""

# `domain.suggestion.AREAS` → what the team is to this place.
AREAS: dict[str, str] = {
    "village": "Menjaga desa ini",
    "district": "Menjaga kecamatan ini",
    "everywhere": "Menjaga seluruh wilayah",
    "elsewhere": "Wilayahnya lain",
    "other_kind": "Bukan tugas utamanya",
}
FAR = "lurus ± {far}, kira-kira {minutes} menit"
FROM_VILLAGE = "lurus ± {far} ke desa, kira-kira {minutes} menit"
FAR_UNKNOWN = "jaraknya belum diketahui"
ON_DUTY = "{people} jaga"
SOME_REACHABLE = "{people} jaga, {reachable} terjangkau"
NOBODY = "tidak ada yang jaga"
WITHOUT = "tanpa {skills}"
VEHICLE = "{vehicle} siap"
NO_VEHICLE = "{kind} tidak ada yang siap"
SAID_NO = "tadi tidak bisa"
FREE = "sedang bebas"
BUSY = "sedang di {numbers}"
