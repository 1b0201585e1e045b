"""What the audit list of /kelola calls what was changed, and what was done to it."""

KINDS = {
    "agency": "Instansi",
    "alarm_rule": "Aturan alarm",
    "category": "Jenis kejadian",
    "group": "Golongan",
    "holiday": "Hari libur",
    "outlines": "Batas desa",
    "person": "Orang",
    "priority": "Tingkat",
    "region": "Data wilayah",
    "response": "Kalimat siap pakai",
    "screen": "Layar pos",
    "stand": "Pangkalan",
    "station": "Pos",
    "team": "Regu",
    "vehicle": "Armada",
}

ACTIONS = {
    "added": "ditambahkan",
    "changed": "diubah",
    "retired": "dipensiunkan",
    "restored": "dipakai lagi",
    "undone": "dikembalikan ke semula",
    "invited": "diberi undangan",
    "signed_out": "HP dikeluarkan",
    "password_link": "diberi tautan kata sandi",
    "password_set": "kata sandi dibuat",
    "verified": "dicocokkan",
    "unverified": "tanda cocok dihapus",
    "imported": "diimpor",
    "began_duty": "mulai piket",
    "ended_duty": "piket diakhiri",
}

SYSTEM = "Sistem"
EMPTY = "kosong"

# Fields of people and of what has no form at /kelola; the others are called as their form says.
FIELDS = {
    "name": "Nama",
    "role": "Peran",
    "phone": "Nomor HP",
    "team": "Regu",
    "stand": "Pangkalan",
    "station": "Pos",
    "agency": "Instansi",
    "body_number": "Nomor lambung",
    "leads": "Ketua",
    "skills": "Keahlian",
    "off_duty": "Dipanggil saat tidak jaga",
    "device": "HP",
    "devices": "HP",
    "villages": "Desa",
    "groups": "Golongan",
    "categories": "Jenis kejadian",
    "priorities": "Tingkat",
    "districts": "Kecamatan",
    "people": "Jumlah orang",
    "vehicle": "Kendaraan",
    "steps": "Langkah",
    "repeat_s": "Berulang tiap detik",
    "date": "Tanggal",
    "kind": "Jenis",
}
