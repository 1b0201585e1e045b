"""Duty in words: skills, kinds of vehicles, absences, and why nobody would come."""

# What strength may ask for → the word on chips and in forms. `team_leader` is who leads.
SKILLS: dict[str, str] = {
    "driver": "Pengemudi armada",
    "rescue": "Penyelamat",
    "first_aid": "Pertolongan pertama",
}
TEAM_LEADER = "Danru"

# `domain.vehicle.KINDS` → the word.
VEHICLES: dict[str, str] = {
    "engine": "Mobil pemadam",
    "tanker": "Mobil tangki",
    "rescue": "Mobil penyelamatan",
    "patrol": "Mobil patroli",
    "boat": "Perahu",
    "motorcycle": "Motor",
    "equipment": "Peralatan",
}

# Kind of `tables.duty.Absence` → why somebody is not called. A swap still waits for a yes.
ABSENCES: dict[str, str] = {
    "not_ready": "Tidak siap",
    "sick": "Sakit",
    "leave": "Cuti",
    "errand": "Keperluan",
    "swap": "Minta tukar jaga",
}

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
CREWS = "ABCDEFG"  # crew 0 is "Kelompok A"
