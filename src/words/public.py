"""What anybody with the link reads: sentences of the public timeline and of the share page."""

# A village that nobody chose and whose outline does not hold the place.
NEAR = "Dekat {village}"

# Lines of `domain.public_timeline` → sentence; {…} are what its white list lets through.
PUBLIC_EVENTS: dict[str, str] = {
    "received": "Aduan diterima.",
    "received_alarm": "Aduan diterima. Alarm regu dibunyikan.",
    "attached": "Digabung dengan {count} laporan lain.",
    "info_given": "Pelapor memberi keterangan.",
    "photo": "Pelapor mengirim {count} foto.",
    "voice": "Pelapor mengirim rekaman suara.",
    "evidence": "Petugas menambah {count} foto.",
    "verified": "Aduan sudah diperiksa.",
    "classified": "Jenis atau tempat aduan diperbarui.",
    "info_requested": "Petugas meminta keterangan.",
    "declined": "Aduan tidak dapat kami tangani.",
    "drill_marked": "Ini latihan, bukan kejadian sebenarnya.",
    "dispatched": "{team} dipanggil.",
    "accepted": "{team} menerima tugas.",
    "departed": "{team} berangkat.",
    "arrived": "{team} tiba, {minutes} menit sejak laporan.",
    "arrived_too": "{team} tiba.",
    "controlled": "Keadaan terkendali.",
    "completed": "{team} selesai bertugas.",
    "not_found": "{team} tidak menemukan kejadian.",
    "backup_requested": "Regu meminta bantuan tambahan.",
    "handed_back": "{team} tidak dapat melanjutkan tugas.",
    "referred": "Diteruskan ke {agency}.",
    "referral_accepted": "{agency} menerima.",
    "referral_returned": "{agency} mengembalikan ke petugas.",
    "referral_finished": "{agency} selesai.",
    "referral_recalled": "Permintaan ke {agency} ditarik kembali.",
    "help_requested": "Bantuan {agency} diminta.",
    "help_arrived": "{agency} tiba membantu.",
    "split_off": "Satu laporan dipisahkan.",
    "separated": "Laporan yang tadi digabung dipisahkan lagi.",
    "unmerged": "Dipisahkan lagi. Diperiksa sebagai kejadian sendiri.",
    "resolved": "Selesai. {outcome}",
    "confirmed": "Pelapor memastikan: sudah selesai.",
    "reopened": "Dibuka lagi, karena belum selesai.",
    "undone": "Keputusan terakhir dibatalkan.",
    "deadline_extended": "Penanganan memerlukan waktu lebih lama.",
    "closing_announced": "Pelapor diminta memastikan. Tanpa jawaban, aduan ditutup.",
    "closed": "Aduan ditutup.",
}

TEAM_UNKNOWN = "Regu"

# How it ended (`services.response.OUTCOMES`, and not_found).
PUBLIC_OUTCOMES: dict[str, str] = {
    "extinguished": "Api padam.",
    "rescued": "Sudah ditolong.",
    "restored": "Keadaan sudah tertib.",
    "advised": "Sudah diberi penjelasan.",
    "handed_over": "Diserahkan ke instansi lain.",
    "false_alarm": "Tidak ada kejadian.",
    "not_found": "Kejadian tidak ditemukan.",
    "answered": "Aduan sudah dijawab petugas.",
    "served": "Sudah ditangani.",
    "repaired": "Sudah diperbaiki.",
    "other": "",
}

# State → what happens now, said to somebody who waits.
PUBLIC_NEXT: dict[str, str] = {
    "received": "Petugas piket sedang memeriksa aduan ini.",
    "received_due": "Petugas piket memeriksa aduan ini, paling lambat {due}.",
    "in_confidence": "Aduan ini sedang diperiksa.",
    "under_review": "Petugas sedang memeriksa. Regu dikirim bila perlu.",
    "assigned": "Alarm regu sudah berbunyi. Regu bersiap berangkat.",
    "accepted": "Regu sudah menerima tugas dan bersiap berangkat.",
    "referred": "Menunggu jawaban instansi. Kami terus memantau.",
    "referral_accepted": "Instansi lain sedang menangani. Kami terus memantau.",
    "en_route": "Tetap di tempat aman. Beri jalan untuk petugas.",
    "on_scene": "Petugas sedang menangani. Jangan mendekat.",
    "under_control": "Petugas masih di lokasi sampai benar aman.",
    "resolved": "Pelapor diminta memastikan bahwa ini sudah selesai.",
    "closed": "Terima kasih sudah melapor.",
    "declined": "Anda bisa menghubungi {phone}.",
    "merged": "Aduan ini diteruskan bersama laporan lain.",
}

# Side states that stand in the heading instead of the state.
INFO_NEEDED = "Butuh keterangan"
REOPENED = "Dibuka lagi"
DRILL = "LATIHAN"

# State → the label of its time, and of the time beside it.
PUBLIC_TIMES: dict[str, str] = {
    "received_at": "Diterima pukul",
    "assigned_at": "Diteruskan pukul",
    "accepted_at": "Diterima regu",
    "departed_at": "Berangkat pukul",
    "eta_at": "Kira-kira tiba",
    "on_scene_at": "Tiba pukul",
    "under_control_at": "Terkendali pukul",
    "resolved_at": "Selesai pukul",
    "closed_at": "Ditutup pukul",
}

# Where teams are, said under the times: {teams} is a list of names.
PUBLIC_TEAMS: dict[str, str] = {
    "called": "Dipanggil: {teams}.",
    "coming": "Di jalan: {teams}.",
    "there": "Di lokasi: {teams}.",
}

# What stands behind the link "Bagikan".
SHARE_TEXT = "Pantau aduan {number} di sini:"
