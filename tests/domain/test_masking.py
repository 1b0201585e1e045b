"""Numbers that lead to a person are taken out of what others read; house numbers stay."""

import pytest

from src.domain.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("HP 0812-3456-7890 ya", "HP ••• ya"),
        ("telp +62 812 3456 7890", "telp •••"),
        ("NIK 7207041203850001.", "NIK •••."),
        ("motor DN 4321 AB lari", "motor ••• lari"),
        ("lorong 3, rumah nomor 12", "lorong 3, rumah nomor 12"),
        ("jam 13.58 api besar", "jam 13.58 api besar"),
        ("", ""),
    ],
)
def test_masked(text: str, shown: str) -> None:
    assert masked(text) == shown
