"""Pages carry what they use and nothing else; what people typed stays text."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from src.domain.region import Colours
from src.routes.region_style import LOGO, region_files, style_sheet
from src.routes.rendering import Pages
from tests.routes.small_app import assets
from tests.routes.small_region import small_region


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return tmp_path


def rendered(templates: Path, source: str, /, **context: object) -> str:
    (templates / "page.html").write_text(source)
    pages = Pages(region=small_region, assets=assets(), templates=templates)
    return pages.render("page.html", **context).decode()


def test_a_page_carries_the_drawings_it_refers_to(templates: Path) -> None:
    page = rendered(templates, '{{ icon("pin") }}{{ kind("public_order.cattle") }}<!--symbols -->')
    assert page.count("<symbol") == 2
    assert 'id="i-pin"' in page
    assert 'id="kind-order"' in page


def test_a_page_may_name_drawings_its_parts_will_need_later(templates: Path) -> None:
    page = rendered(templates, "<!--symbols check kind-fire-->")
    assert page.count("<symbol") == 2


def test_a_fragment_carries_none(templates: Path) -> None:
    assert "<symbol" not in rendered(templates, '{{ icon("pin") }}')


def test_an_icon_nobody_drew_is_an_error(templates: Path) -> None:
    with pytest.raises(KeyError):
        rendered(templates, '{{ icon("unicorn") }}')


def test_a_name_nobody_gave_is_an_error(templates: Path) -> None:
    with pytest.raises(UndefinedError):
        rendered(templates, "{{ nobody }}")


def test_what_was_typed_stays_text(templates: Path) -> None:
    page = rendered(templates, "<p>{{ text }}</p><!--symbols -->", text='<script>"&')
    assert page.startswith("<p>&lt;script&gt;&#34;&amp;</p>")


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("fire", "fire"),
        ("fire.house", "fire"),
        ("public_order.cattle", "order"),
        ("order", "order"),
        ("never_heard_of", "other"),
    ],
)
def test_every_category_has_a_shape(templates: Path, category: str, kind: str) -> None:
    assert rendered(templates, "{{ kind_class(c) }}", c=category) == kind


def test_scripts_name_at_once_all_they_import(templates: Path) -> None:
    page = rendered(templates, '{{ script("js/app.js", "js/home.js") }}')
    found = assets()
    for entry in ("js/app.js", "js/home.js"):
        assert page.count(f'<script type="module" src="{found.address(entry)}">') == 1
    for part in {*found.modules["js/app.js"], *found.modules["js/home.js"]}:
        assert page.count(found.address(part)) == 1


def test_a_region_sets_colours_in_both_themes() -> None:
    sheet = style_sheet(Colours({"sea": "#123456"}, {"sea": "#abcdef"}))
    assert sheet.count("--sea: #123456") == 1
    assert sheet.count("--sea: #abcdef") == 2


@pytest.mark.parametrize("bad", ["red", "#12", "#123456; } body { display: none"])
def test_a_region_cannot_set_anything_but_colours(bad: str) -> None:
    with pytest.raises(ValueError, match="region colour"):
        style_sheet(Colours({"sea": bad}, {}))


def test_a_region_without_a_logo_shows_ours() -> None:
    assert LOGO not in region_files(small_region())
