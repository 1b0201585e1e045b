"""What an operator finds and decides, in words: findings, polite reasons, earlier findings."""

# `domain.finding.FINDINGS` → what the office calls it; nobody outside reads this.
FINDINGS: dict[str, str] = {"prank": "Iseng", "hoax": "Hoaks"}

# Earlier findings about the same number or phone, for the office alone.
EARLIER: dict[str, str] = {
    "phone": "{false} dari {whole} laporan nomor ini ditandai iseng atau hoaks.",
    "device": "{false} dari {whole} laporan HP ini ditandai iseng atau hoaks.",
}

# The reason that accuses nobody, also for what was found to be no earnest message; it goes on
# after "tidak dapat kami tangani karena: ". All other ready reasons are the region's.
NOTHING_TO_DO = "setelah kami periksa, tidak ada yang perlu ditangani."
NEUTRAL = "nothing"

# What a team asks of the office, loud on the page until it is answered.
ASKS: dict[str, str] = {
    "backup_requested": "{team} minta tambahan {clock}. Kirim regu lagi.",
    "handed_back": "{team} mengembalikan tugas {clock}. Periksa penggantinya.",
}

# The same on a ticket of the board.
ASKED: dict[str, str] = {
    "backup_requested": "Minta tambahan",
    "handed_back": "Tugas dikembalikan",
}
