"""How to make a phone ring in time, by brand: the guide at /panduan/alarm and in docs/guides.

Menu names after what makers and users report (dontkillmyapp.com, Samsung's and Apple's own help);
they differ a little from version to version. `{app}` is what stands under the app's icon.
"""

from src.domain.phone_brand import BRANDS, Brand

# First of all, on whatever phone.
FIRST: tuple[str, ...] = (
    "Buka Tugas, tekan “Nyalakan alarm”, lalu “Izinkan”.",
    "Naikkan volume notifikasi. Matikan mode senyap.",
    "Tekan “Tes bunyi”. Kunci layar, lalu tunggu bunyinya.",
)

# Brand → (as people call it, what to set, one sentence or two a step).
GUIDES: dict[Brand, tuple[str, tuple[str, ...]]] = {
    "samsung": (
        "Samsung",
        (
            "Buka Pengaturan, Aplikasi, Chrome, Baterai. Pilih “Tidak dibatasi”.",
            "Lakukan juga untuk {app}.",
            "Buka Pengaturan, Baterai, “Batas penggunaan latar belakang”.",
            "Buka “Aplikasi yang tidak pernah tidur”. Tambahkan Chrome dan {app}.",
            "Matikan “Tidurkan aplikasi yang tidak digunakan”.",
            "Periksa lagi setelah HP diperbarui. Setelan ini bisa kembali sendiri.",
        ),
    ),
    "xiaomi": (
        "Xiaomi, Redmi, POCO",
        (
            "Buka Setelan, Aplikasi, Kelola aplikasi, lalu Chrome.",
            "Nyalakan “Mulai otomatis” atau “Mulai otomatis di latar belakang”.",
            "Ketuk “Penghemat baterai”, pilih “Tidak ada pembatasan”.",
            "Ketuk “Izin lainnya”. Izinkan “Tampilkan di layar kunci”.",
            "Lakukan semua itu juga untuk {app}.",
            "Buka daftar aplikasi terakhir. Tahan Chrome, ketuk gambar gembok.",
        ),
    ),
    "oppo": (
        "Oppo, Realme, OnePlus",
        (
            "Buka Pengaturan, Aplikasi, Manajemen aplikasi, lalu Chrome.",
            "Ketuk “Penggunaan baterai”.",
            "Nyalakan “Izinkan aktivitas latar belakang” dan “Izinkan mulai otomatis”.",
            "Lakukan juga untuk {app}.",
            "Buka Pengaturan, Baterai. Matikan “Optimasi siaga tidur”.",
            "Keluarkan Chrome dari daftar “Pembekuan cepat aplikasi”.",
        ),
    ),
    "vivo": (
        "Vivo, iQOO",
        (
            "Buka Pengaturan, Baterai, “Pengelolaan konsumsi daya latar belakang”.",
            "Pilih Chrome. Izinkan konsumsi daya tinggi di latar belakang.",
            "Buka Pengaturan, Aplikasi, “Mulai otomatis”. Nyalakan untuk Chrome.",
            "Lakukan juga untuk {app}.",
            "Buka daftar aplikasi terakhir. Ketuk gembok pada Chrome.",
        ),
    ),
    "transsion": (
        "Infinix, Tecno, itel",
        (
            "Buka Phone Master, Kotak alat, “Manajemen mulai otomatis”.",
            "Nyalakan untuk Chrome dan {app}.",
            "Buka Pengaturan, Baterai. Matikan “Manajemen hemat daya aplikasi”.",
            "Matikan “Tidur saat layar mati” dan “Blokir notifikasi saat layar mati”.",
            "Matikan “Optimasi mode tidur”. Itu memutus jaringan di malam hari.",
            "Buka daftar aplikasi terakhir. Ketuk gembok pada Chrome.",
        ),
    ),
    "huawei": (
        "Huawei, Honor",
        (
            "Buka Pengaturan, Baterai, “Peluncuran aplikasi”.",
            "Cari Chrome. Matikan “Kelola otomatis”.",
            "Nyalakan ketiga pilihan: otomatis, sekunder, latar belakang.",
            "Lakukan juga untuk {app}.",
            "Huawei tanpa layanan Google tidak bisa menerima alarm. Pakai HP lain.",
        ),
    ),
    "iphone": (
        "iPhone",
        (
            "Perbarui iOS ke 16.4 atau lebih baru.",
            "Buka halaman ini di Safari. Ketuk Bagikan, “Tambah ke Layar Utama”.",
            "Buka {app} dari ikon itu. Masuk, lalu tekan “Nyalakan alarm”.",
            "Buka Pengaturan, Pemberitahuan, {app}. Izinkan, nyalakan Suara.",
            "Buka Pengaturan, Fokus, Jangan Ganggu, Aplikasi. Tambahkan {app}.",
            "Jangan hapus ikonnya. Alarm ikut hilang.",
        ),
    ),
}

# For a brand that is not known.
OTHERS: tuple[str, tuple[str, ...]] = (
    "HP Android lain",
    (
        "Buka Pengaturan, Aplikasi, Chrome, Baterai. Pilih “Tidak dibatasi”.",
        "Buka Notifikasi di halaman yang sama. Nyalakan semuanya.",
        "Buka “Data seluler”. Izinkan data tanpa batas dan latar belakang.",
        "Lakukan semua itu juga untuk {app}.",
        "Matikan mode hemat baterai selama jaga.",
        "Buka “Jangan Ganggu”, Aplikasi. Tambahkan Chrome dan {app}.",
    ),
)

TITLE = "Agar alarm berbunyi"
LAST = "Setelah itu minta komandan regu menguji alarm lagi."

_HEADING = """# {title}

What responders read at `/panduan/alarm`, drawn from `src/words/phone_guides.py` by
`python -m src.cli draw`; a test keeps both equal.
"""


def page() -> str:
    """The whole guide as Markdown."""
    parts = [_HEADING.format(title=TITLE), _steps("Semua HP", FIRST)]
    parts += [_steps(*GUIDES[brand]) for brand in BRANDS]
    parts += [_steps(*OTHERS), LAST + "\n"]
    return "\n".join(parts)


def _steps(title: str, steps: tuple[str, ...]) -> str:
    lines = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
    return "\n".join([f"## {title}", "", *lines, ""]).replace("{app}", "aplikasi ini")
