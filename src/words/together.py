"""What people of the office tell each other without saying it: who is here, and doing what."""

# A folded form of the incident page (its id) → what somebody who has it open is doing.
DOING: dict[str, str] = {
    "tugaskan": "sedang menugaskan regu",
    "golongkan": "sedang mengubah jenis",
    "perbaiki-tempat": "sedang memperbaiki tempat",
    "tanya": "sedang menulis pertanyaan",
    "catat-jawaban": "sedang mencatat jawaban",
    "perpanjang": "sedang memperpanjang tenggat",
    "jawab": "sedang menulis jawaban",
    "gabungkan": "sedang menggabungkan",
    "tolak": "sedang menulis penolakan",
    "catat": "sedang menulis catatan",
    "latihan": "sedang menandai latihan",
    "teruskan": "sedang meneruskan ke instansi",
}
