"""The log as staff read it: a sentence for every event, and the words its details stand for."""

# Event of `domain.incident` → sentence. {…} are filled by `queries.incident_log`; what an event
# does not carry leaves no gap there.
EVENTS: dict[str, str] = {
    "received": "Aduan diterima lewat {channel}.",
    "attached": "Satu laporan lagi masuk untuk kejadian ini.",
    "position_improved": "Lokasi menjadi lebih tepat: {accuracy_m} meter.",
    "info_given": "Pelapor memberi keterangan.",
    "evidence_added": "Kiriman ditambah: {kind}.",
    "acknowledged": "Aduan dijawab.",
    "verified": "Aduan sudah diperiksa.",
    "classified": "Menjadi {category}, {priority}. {reason}",
    "info_requested": "Ditanyakan ke pelapor: {question}",
    "declined": "Tidak dapat ditangani. {reason}",
    "drill_marked": "Ditandai latihan.",
    "dispatched": "{team} dipanggil. {rung} petugas jaga.",
    "escalated": "Belum diterima. Alarm {team} naik ke {to}: {rung} orang.",
    "accepted": "{team} menerima tugas. {eta}",
    "refused": "Tidak bisa datang. {reason}",
    "departed": "{team} berangkat.",
    "arrived": "{team} tiba di lokasi.",
    "controlled": "{team}: keadaan terkendali.",
    "completed": "{team} selesai: {outcome}. {note} {photo_reason}",
    "not_found": "{team} tidak menemukan kejadian. {note}",
    "released": "{team} dilepas. {because}",
    "backup_requested": "{team} minta bantuan. {note}",
    "noted": "Catatan: {note}",
    "absorbed": "Digabung ke sini: {reports} laporan dari {from}.",
    "merged": "Digabung ke {into}.",
    "split_off": "Satu laporan dipisah menjadi {to_number}.",
    "resolved": "Kejadian selesai: {outcome}. {answer}",
    "confirmed": "Pelapor memastikan: sudah selesai.",
    "reopened": "Dibuka lagi oleh pelapor. {reason}",
    "closed": "Aduan ditutup.",
    "rated": "Pelapor memberi nilai {score} dari 4.",
}

# Who did it, where it was nobody by name.
ACTORS: dict[str, str] = {"system": "Sistem", "reporter": "Pelapor"}
SOMEBODY = "Petugas"

CHANNELS: dict[str, str] = {
    "web": "aplikasi",
    "phone": "telepon",
    "sms": "SMS",
    "whatsapp": "WhatsApp",
    "facebook": "Facebook",
    "walk_in": "datang langsung",
    "radio": "radio",
}

# Step of an alarm's policy → who is rung.
AUDIENCES: dict[str, str] = {
    "team": "regu",
    "team_leader": "danru",
    "operators": "piket",
    "leaders": "pimpinan",
}

# Why a team was let go.
RELEASED: dict[str, str] = {
    "over": "Kejadian sudah berakhir.",
    "merged": "Kejadian digabung.",
    "declined": "Aduan tidak ditangani.",
}

ATTACHMENTS: dict[str, str] = {"photo": "foto", "voice": "rekaman suara"}

# Why a task ended without a photo, inside the sentence of its end.
NO_PHOTO = "Tanpa foto: {reason}."

# How far a message has come: column of a delivery → word, the farthest last.
RECEIPTS: dict[str, str] = {
    "created_at": "Disiapkan",
    "accepted_at": "Terkirim",
    "received_at": "Sampai",
    "shown_at": "Tampil",
    "opened_at": "Dibuka",
}
