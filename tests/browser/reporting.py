"""What a person does on the report form, in the words of the screen."""

import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.phone import go


def picture(path: Path, side: int = 1600) -> Path:
    """A real PNG with some structure, too big to send as it is."""

    def row(y: int) -> bytes:
        grey = bytes((x * y // 64 + x) & 255 for x in range(side))
        pixels = bytearray(3 * side)
        for colour in range(3):
            pixels[colour::3] = grey
        return b"\0" + pixels

    rows = b"".join(map(row, range(side)))

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    whole = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + whole)
    return path


def fill(page: Page, *, landmark: str = "Belakang pasar", photo: Path | None = None) -> None:
    """Open the fire form and fill it in."""
    go(page, "/lapor?jenis=kebakaran")
    page.get_by_label("Patokan").fill(landmark)
    if photo is not None:
        page.locator("input[type=file][name=photo]").set_input_files(photo)
        expect(page.locator("[data-photos] li")).to_have_count(1)


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim sekarang").click()


def outbox(page: Page) -> list[dict[str, object]]:
    """What the phone holds, straight from its database."""
    records: list[dict[str, object]] = page.evaluate(
        """() => new Promise((resolve, reject) => {
          const open = indexedDB.open("lacak");
          open.onerror = () => reject(open.error);
          open.onsuccess = () => {
            const base = open.result;
            if (!base.objectStoreNames.contains("outbox")) return resolve([]);
            const all = base.transaction("outbox").objectStore("outbox").getAll();
            all.onsuccess = () => {
              base.close();
              resolve(all.result.map(({ blob, ...rest }) => rest));
            };
          };
        })"""
    )
    return records


def waiting(page: Page, kind: str = "report") -> int:
    return sum(r["kind"] == kind and r["state"] in ("waiting", "sending") for r in outbox(page))
