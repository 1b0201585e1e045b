"""Where an incident and a team's assignment stand, in words."""

# Public state → what anybody reads.
STATES: dict[str, str] = {
    "received": "Terkirim",
    "under_review": "Diperiksa",
    "assigned": "Diteruskan ke regu",
    "referred": "Diteruskan ke instansi",
    "en_route": "Petugas menuju lokasi",
    "on_scene": "Petugas di lokasi",
    "under_control": "Terkendali",
    "resolved": "Selesai",
    "closed": "Ditutup",
    "declined": "Tidak dapat ditangani",
    "merged": "Digabung",
}

# The string of lamps on the share page: public steps in order, with the states that light them.
LAMPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Terkirim", ("received",)),
    ("Diperiksa", ("under_review",)),
    ("Diteruskan", ("assigned", "referred")),
    ("Petugas menuju lokasi", ("en_route",)),
    ("Petugas di lokasi", ("on_scene", "under_control")),
    ("Selesai", ("resolved", "closed")),
)

ASSIGNMENT_STATES: dict[str, str] = {
    "alerted": "Alarm berbunyi",
    "accepted": "Tugas diterima",
    "en_route": "Di jalan",
    "on_scene": "Di lokasi",
    "under_control": "Terkendali",
    "released": "Selesai tugas",
    "refused": "Tidak bisa",
}
