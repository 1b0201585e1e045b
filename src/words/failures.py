"""Why a message has not reached a phone, in the operator's words."""

# Kept with a delivery: while it waits for another try, and when it has failed for good.
FAILURES: dict[str, str] = {
    "throttled": "Layanan notifikasi minta menunggu. Dicoba lagi.",
    "service_trouble": "Layanan notifikasi sedang gangguan. Dicoba lagi.",
    "timed_out": "Layanan notifikasi tidak menjawab. Dicoba lagi.",
    "unreachable": "Layanan notifikasi tidak dapat dihubungi. Dicoba lagi.",
    "unexpected": "Ada gangguan di server kami. Dicoba lagi.",
    "stopped": "Server sedang dimulai ulang. Dicoba lagi.",
    "gone": "Langganan sudah tidak ada. Minta petugas menyalakan alarm lagi di HP.",
    "expired": "Kedaluwarsa: 15 menit tidak terkirim.",
    "answered": "Alarm sudah berakhir sebelum pesan ini terkirim.",
    "overtaken": "Sudah ada kabar yang lebih baru.",
    "signed_out": "Petugas sudah keluar dari HP itu.",
    "bad_keys": "Langganan rusak. Minta petugas menyalakan alarm lagi di HP.",
    "host_refused": "Alamat langganan tidak dikenal.",
    "bad_request": "Layanan notifikasi menolak kiriman.",
    "key_refused": "Layanan notifikasi menolak kunci server ini.",
    "too_large": "Pesan terlalu besar untuk layanan notifikasi.",
    "redirected": "Layanan notifikasi menunjuk alamat lain. Tidak diikuti.",
    "refused": "Layanan notifikasi menolak pesan.",
}
