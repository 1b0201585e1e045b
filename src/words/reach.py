"""Why a phone cannot be rung, and what mends it, in the operator's and the responder's words."""

# Code of `domain.reachability` → (what is wrong, what to do about it).
REACH: dict[str, tuple[str, str]] = {
    "silent": ("HP diam 7 hari.", "Minta petugas membuka aplikasi ini di HP."),
    "denied": ("Izin notifikasi dicabut.", "Izinkan notifikasi lagi di setelan HP."),
    "gone": ("Alarm di HP sudah mati.", "Minta petugas menyalakan alarm lagi di HP."),
    "no_phone": ("Alarm belum dinyalakan di HP.", "Nyalakan alarm di halaman tugas."),
    "signed_out": ("Belum masuk di HP mana pun.", "Kirim undangan baru kepada petugas."),
}
REACHABLE = "Terjangkau"
UNREACHABLE = "Tak terjangkau"

# What is wrong with an alarm to one person, while it rings.
NOT_THERE = "Belum sampai"
LOST = "Gagal terkirim"
NOT_TRIED = "Belum dibunyikan"
