"""Numbers that lead to a person are taken out of what others read; house numbers stay."""

import pytest

from src.domain.masking import dialled, masked, masked_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("HP 0812-3456-7890 ya", "HP ••• ya"),
        ("telp +62 812 3456 7890", "telp •••"),
        ("NIK 7207041203850001.", "NIK •••."),
        ("motor DN 4321 AB lari", "motor ••• lari"),
        ("lorong 3, rumah nomor 12", "lorong 3, rumah nomor 12"),
        ("jam 13.58 api besar", "jam 13.58 api besar"),
        ("sejak 12-10-2026 13.58", "sejak 12-10-2026 13.58"),
        ("12.10.2026 0812 3456 7890", "12.10.2026 •••"),
        ("08-12-2026-1234", "•••"),
        ("", ""),
    ],
)
def test_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_an_office_may_be_named_with_its_number() -> None:
    public = {dialled("+62 462 21110")}
    said = "Hubungi Polsek 0462-21110 atau Om Rudi 0812-4455-0199"
    assert masked(said, public) == "Hubungi Polsek 0462-21110 atau Om Rudi •••"


def test_only_what_somebody_typed_is_masked() -> None:
    detail = {"note": "HP 081244550199", "report": "081244550199", "photos": 3}
    assert masked_words(detail) == {"note": "HP •••", "report": "081244550199", "photos": 3}
