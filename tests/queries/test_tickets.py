"""What a ticket says in few words."""

import pytest

from src.queries.tickets import clipped


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("", 20, ""),
        ("Api di pasar", 20, "Api di pasar"),
        ("  Api \n\n di\tpasar ", 20, "Api di pasar"),
        ("Api besar di belakang pasar lama", 20, "Api besar di…"),
        ("Api besar di pasar lama", 19, "Api besar di pasar…"),
        ("Tolooooooooooooooooooooong", 10, "Toloooooo…"),
        ("Di sangatpanjangsekalisekali", 12, "Di sangatpa…"),
    ],
)
def test_a_long_text_ends_after_a_whole_word(text: str, most: int, shown: str) -> None:
    assert clipped(text, most) == shown
    assert len(shown) <= most
