"""What is said above the report form."""

REPORT_NOTICES: dict[str, str] = {
    "kind_unknown": "Jenis kejadian ini tidak dikenal. Pilih dari daftar.",
    "shared_not_kept": "Foto yang dibagikan belum ikut. Pilih fotonya lagi di bawah.",
    "photos_again": "Foto belum ikut. Pilih fotonya lagi sebelum mengirim.",
}
