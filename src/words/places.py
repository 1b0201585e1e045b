"""How it is known in which village something happened."""

# `domain.places.Source` → what staff read about a report.
VILLAGE_SOURCES: dict[str, str] = {
    "reporter": "Di {village}, dipilih pelapor.",
    "polygon": "Di {village}, menurut batas desa.",
    "near_polygon": "Dekat {village}, di luar batas desa.",
    "nearest_point": "Dekat {village}, menurut titik desa terdekat.",
    "outside": "Lokasi di luar wilayah.",
    "unknown": "Desa belum diketahui.",
}
