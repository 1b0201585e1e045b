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
    "classified": "Menjadi {category}, {priority}. {reason} {because}",
    "info_requested": "Ditanyakan ke pelapor: {question}",
    "declined": "Tidak dapat ditangani. {reason}",
    "drill_marked": "Ditandai latihan.",
    "found_false": "Satu laporan ditandai {finding}.",
    "false_withdrawn": "Tanda iseng atau hoaks dicabut.",
    "made_confidential": "Pelapor dirahasiakan.",
    "contact_seen": "Nama dan nomor pelapor rahasia dibuka.",
    "dispatched": "{team} dipanggil. {rung} petugas jaga. {vehicle}",
    "escalated": "Belum cukup yang datang. Alarm {team} naik ke {to}: {rung} orang.",
    "accepted": "{team} menerima tugas. {eta}",
    "joined": "Satu orang lagi datang untuk {team}. {eta}",
    "refused": "Tidak bisa datang. {reason}",
    "strength_reached": "Sudah cukup yang datang: {coming} orang.",
    "strength_raised": "Diminta tambahan: sekarang perlu {needed} orang.",
    "called": "{person} ditelepon: {result}.",
    "departed": "{team} berangkat. {vehicle}",
    "arrived": "{team} tiba di lokasi.",
    "controlled": "{team}: keadaan terkendali.",
    "completed": "{team} selesai: {outcome}. {note} {photo_reason}",
    "not_found": "{team} tidak menemukan kejadian. {note}",
    "released": "{team} dilepas. {because}",
    "backup_requested": "{team} minta bantuan. {note}",
    "handed_back": "{team} mengembalikan tugas: {why}. {note}",
    "unattended": "Tidak ada regu yang bertugas lagi.",
    "commander_named": "Komandan lapangan: {person}, {team}.",
    "noted": "Catatan: {note}",
    "referred": "Diteruskan ke {agency}. {contacts}",
    "referred_too": "Diteruskan juga ke {agency}. {contacts}",
    "referral_seen": "{agency} membuka rujukan.",
    "referral_accepted": "{agency} menerima. {expected_at}",
    "referral_returned": "{agency} mengembalikan. {reason}",
    "referral_progressed": "{agency} memberi kabar. {note}",
    "referral_finished": "{agency} selesai: {outcome}. {note} {photo_reason}",
    "referral_reminded": "{agency} diingatkan. {reminder}",
    "referral_recalled": "Rujukan {agency} ditarik. {because}",
    "taken_back": "Kembali ke piket: tidak ada instansi yang menangani.",
    "left_to_agency": "Regu selesai. Instansi melanjutkan.",
    "help_requested": "Bantuan {agency} diminta. {contacts}",
    "help_coming": "{agency} akan datang. {eta}",
    "help_refused": "{agency} tidak bisa datang. {reason}",
    "help_arrived": "{agency} tiba membantu.",
    "help_left": "{agency} pulang.",
    "absorbed": "Digabung ke sini: {reports} laporan dari {from}.",
    "merged": "Digabung ke {into}.",
    "split_off": "Satu laporan dipisah menjadi {to_number}.",
    "separated": "Penggabungan dibatalkan: {reports} laporan kembali ke {from}.",
    "unmerged": "Penggabungan ke {from} dibatalkan: {reports} laporan kembali.",
    "life_risk_seen": "Ada orang dalam bahaya: {codes}.",
    "life_risk_cleared": "Tanda bahaya dicabut. {reason}",
    "callback_owed": "{person} menelepon balik paling lambat {until}.",
    "called_back": "Pelapor ditelepon balik: {result}.",
    "resolved": "Kejadian selesai: {outcome}. {answer}",
    "confirmed": "Pelapor memastikan: sudah selesai.",
    "reopened": "Dibuka lagi oleh pelapor. {reason}",
    "closed": "Aduan ditutup. {because}",
    "undone": "Dibatalkan: {event}.",
    "record_saved": "Laporan penanganan {stage}.",
    "deadline_extended": "Waktu penyelesaian diperpanjang. {reason}",
    "overdue_told": "{tell} diberi tahu. Yang ditunggu: {promise}.",
    "closing_announced": "Pelapor diingatkan. Tanpa jawaban, aduan ditutup.",
    "rated": "Pelapor memberi nilai {score} dari 4.",
}

# An event → what it carries where it tells more than a village and a landmark; else it says PLACED.
PLACED = "Tempat: {village}. {landmark}. {reason}"
PLACED_WITHOUT: dict[str, str] = {"classified": "category", "position_improved": "accuracy_m"}

# Who did it, where it was nobody by name.
ACTORS: dict[str, str] = {
    "system": "Sistem",
    "reporter": "Pelapor",
    "guest": "Instansi, lewat tautan",
}
SOMEBODY = "Petugas"

CHANNELS: dict[str, str] = {
    "web": "aplikasi",
    "phone": "telepon",
    "sms": "SMS",
    "whatsapp": "WhatsApp",
    "facebook": "Facebook",
    "walk_in": "datang langsung",
    "radio": "radio",
    "sp4n": "SP4N-LAPOR",
}

# Step of an alarm's policy → who is rung.
AUDIENCES: dict[str, str] = {
    "team": "regu",
    "team_leader": "danru",
    "operators": "piket",
    "volunteers": "petugas lepas jaga",
    "leaders": "pimpinan",
    "next_level": "regu berikutnya",
    "station": "sirene pos",
}

# What came of a telephone call, written down by hand.
CALL_RESULTS: dict[str, str] = {
    "answered": "diangkat",
    "no_answer": "tidak diangkat",
    "busy": "sibuk",
}

# A decision of the office that may be taken back (`domain.undo`), as its button and its line say.
DECISIONS: dict[str, str] = {
    "classified": "perubahan jenis, tingkat, atau tempat",
    "info_requested": "pertanyaan ke pelapor",
    "declined": "penolakan aduan",
    "resolved": "penyelesaian dari meja",
    "drill_marked": "tanda latihan",
    "deadline_extended": "perpanjangan tenggat",
}

# What an incident owes (`domain.deadlines`), as an operator says it.
PROMISES: dict[str, str] = {
    "first_answer": "jawaban pertama",
    "dispatch": "penugasan regu",
    "on_scene": "tiba di lokasi",
    "resolve": "penyelesaian",
    "reporter": "jawaban pelapor",
}

# Who is told of a promise that runs out (`domain.reminders`).
TOLD: dict[str, str] = {"chief": "Kepala piket", "leaders": "Pimpinan"}

# Why a team was let go, or an incident closed.
RELEASED: dict[str, str] = {
    "silent": "Pelapor tidak menjawab.",
    "over": "Kejadian sudah berakhir.",
    "merged": "Kejadian digabung.",
    "unmerged": "Penggabungan dibatalkan.",
    "attached": "Laporan lain lebih mendesak.",
    "declined": "Aduan tidak ditangani.",
    "enough": "Sudah cukup yang datang.",
    "drill": "Ini latihan.",
    "false": "Tidak perlu ditangani.",
    "leaders": "Ditangani pimpinan.",
    "office": "Ditarik oleh piket.",
}

# Said of a referral with which the reporter's number went along.
CONTACTS = "Dengan kontak pelapor."

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

# The same for a text message.
TEXT_RECEIPTS: dict[str, str] = {
    "created_at": "SMS disiapkan",
    "accepted_at": "SMS di gerbang",
    "sent_at": "SMS terkirim",
    "delivered_at": "SMS sampai",
}
