"""Paper says what it should, on as many pages as it needs, and always with the same bytes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from src.domain import local_time
from src.domain.region import Region
from src.paper import fonts, letterhead
from src.paper.card import Card, cards
from src.paper.document import Document, Facts, Grid, Heading, Signatures, Words, document
from src.paper.poster import Poster, poster
from src.paper.svg_paths import Undrawable, steps
from tests.paper.pdf_text import pages, text


def paper(region: Region, rows: int = 3) -> Document:
    return Document(
        letterhead.of_region(region),
        "BERITA ACARA",
        [
            Heading("Kejadian"),
            Facts([("Nomor", "LB-7K3M", "catatan"), ("Tempat", "Pasar & <toko>", "")]),
            Words("Pada hari itu api padam."),
            Grid(("Jam", "Apa"), [(f"13.{n:02}", "Tiba") for n in range(rows)], (1, 4)),
            Signatures("Salakan, 12 Oktober 2026", [("Komandan regu", "Rahim")]),
        ],
        number="Nomor 1/2026",
        foot="Dibuat 12 Okt 2026",
    )


def test_a_document_says_who_wrote_it_and_counts_its_pages(region: Region) -> None:
    short, long = document(paper(region)), document(paper(region, rows=60))
    assert (pages(short), pages(long)) == (1, 3)
    for part in (region.office_name, "BERITA ACARA", "LB-7K3M", "Pasar & <", "Rahim"):
        assert part in text(short)
    assert "Halaman 1 dari 1" in text(short)
    assert "Halaman 3 dari 3" in text(long)


def test_the_same_words_are_the_same_bytes(region: Region) -> None:
    assert document(paper(region)) == document(paper(region))
    assert document(paper(region)) != document(replace(paper(region), title="LAPORAN"))


def test_a_region_without_a_logo_still_has_a_letterhead(region: Region) -> None:
    head = replace(paper(region).head, logo=b"<svg><text>x</text></svg>")
    assert region.office_name in text(document(replace(paper(region), head=head)))


def test_letters_that_cannot_be_written_are_seen_to_be_missing() -> None:
    assert fonts.printable("Bae → sana \N{FIRE}") == "Bae > sana ?"


def test_a_stand_gets_ten_cards_a_sheet(region: Region) -> None:
    driver = Card("Ruslan", "SLK 017", "Pangkalan Pelabuhan", "https://x.test/?pangkalan=P")
    drawn = cards(letterhead.of_region(region), [driver] * 11, title="Kartu")
    assert pages(drawn) == 2
    assert text(drawn).count("Ruslan") == 11
    assert "SLK 017" in text(drawn)


def test_a_long_name_stands_on_two_lines(region: Region) -> None:
    name = "Abdurrahman Wahid Lakaro Mandong"
    drawn = cards(letterhead.of_region(region), [Card(name, "", "P", "https://x.test")], title="K")
    assert name not in text(drawn)
    assert all(word in text(drawn) for word in name.split())


def test_a_poster_shouts_the_word_and_the_number(region: Region) -> None:
    told = Poster(
        letterhead.of_region(region),
        region.report_word,
        ("Kebakaran", "Penyelamatan"),
        "Pangkalan Pelabuhan",
        "PLB-01",
        "https://x.test/?pangkalan=PLB-01",
        region.phone.label,
        region.phone.number_display,
    )
    for part in (region.report_word.upper(), region.phone.number_display, "PLB-01"):
        assert part in text(poster(told))
    assert pages(poster(told)) == 1


@pytest.mark.parametrize("path", ["M0 0A1 1 0 0 0 2 2", "M0", "1 2", "M0 0z 3"])
def test_what_is_no_path_we_know_is_not_drawn_wrongly(path: str) -> None:
    with pytest.raises(Undrawable):
        list(steps(path))


def test_a_path_is_read_relative_and_absolute() -> None:
    assert [step.points for step in steps("M1 1h2V4l-1-1z")] == [
        (1, 1),
        (3, 1),
        (3, 4),
        (2, 3),
        (),
    ]


def test_documents_say_the_day_in_full(region: Region) -> None:
    at = datetime(2026, 10, 12, 20, tzinfo=UTC)
    assert local_time.day_and_date(at, region.timezone) == "Selasa, 13 Oktober 2026"
