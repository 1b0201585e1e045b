"""Files are named by their content, packed without loss, and scripts know what they import."""

import zlib
from pathlib import Path

import brotli
import pytest

from src.assets import Assets
from src.settings import ROOT


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    static, worker = tmp_path / "static", tmp_path / "worker"
    for path, content in {
        static / "css" / "tokens.css": ":root { --ink: #000 }",
        static / "css" / "app.css": "body { color: var(--ink) }",
        static
        / "js"
        / "app.js": 'import { a } from "./near.js";\nimport "../service_worker/far.js";',
        static / "js" / "late.js": "export {};",
        static / "js" / "home.js": 'const f = () => import("./late.js").then(() => 1);',
        static / "js" / "near.js": 'export {\n  a,\n  b,\n} from "./deep.js";\n',
        static
        / "js"
        / "deep.js": 'import { c } from "./near.js";\nexport const a = "from ./no.js";',
        worker / "far.js": "export const far = 1;\n" * 50,
        worker / ".hidden.js": "no",
        worker / "notes.md": "no",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return static, worker


def test_the_version_follows_every_byte(folders: tuple[Path, Path]) -> None:
    before = Assets.read(*folders).version
    assert Assets.read(*folders).version == before
    (folders[1] / "far.js").write_text("export const far = 2;")
    assert Assets.read(*folders).version != before


def test_a_regions_own_files_join_the_version(folders: tuple[Path, Path]) -> None:
    own = Assets.read(*folders, {"css/region.css": b":root { --ink: #111 }"})
    assert own.version != Assets.read(*folders).version


def test_styles_are_one_file_in_their_order(folders: tuple[Path, Path]) -> None:
    assets = Assets.read(*folders, {"css/region.css": b"/* region */"})
    look = assets.files["css/look.css"].content.decode()
    assert look.index("--ink") < look.index("region") < look.index("body")


def test_a_script_knows_all_it_imports_even_in_a_circle(folders: tuple[Path, Path]) -> None:
    assets = Assets.read(*folders)
    assert assets.modules["js/app.js"] == ("js/near.js", "service_worker/far.js", "js/deep.js")
    assert assets.with_imports("js/deep.js") == (
        assets.address("js/deep.js"),
        assets.address("js/near.js"),
    )


def test_what_is_imported_late_belongs_to_a_script_but_is_not_loaded_with_it(
    folders: tuple[Path, Path],
) -> None:
    assets = Assets.read(*folders)
    assert assets.modules["js/home.js"] == ()
    assert assets.with_parts("js/home.js")[1:] == (assets.address("js/late.js"),)


def test_only_known_kinds_of_files_are_served(folders: tuple[Path, Path]) -> None:
    names = Assets.read(*folders).files
    assert "service_worker/far.js" in names
    assert not [name for name in names if "hidden" in name or "notes" in name]


def test_an_unknown_file_has_no_address(folders: tuple[Path, Path]) -> None:
    with pytest.raises(KeyError):
        Assets.read(*folders).address("js/none.js")


def test_packing_loses_nothing(folders: tuple[Path, Path]) -> None:
    file = Assets.read(*folders).files["service_worker/far.js"]
    assert not file.is_ready("br")
    assert brotli.decompress(file.body("br")) == file.content
    assert zlib.decompress(file.body("gzip"), 31) == file.content
    assert file.is_ready("br")
    assert len(file.body("br")) < len(file.body("gzip")) < len(file.content)


def test_browsers_get_the_best_they_can_unpack(folders: tuple[Path, Path]) -> None:
    file = Assets.read(*folders).files["js/app.js"]
    assert file.encoding_for("gzip, deflate, br, zstd") == "br"
    assert file.encoding_for("gzip") == "gzip"
    assert file.encoding_for("identity") == ""


def test_comments_and_indentation_of_our_scripts_stay_at_home(folders: tuple[Path, Path]) -> None:
    script = folders[0] / "js" / "late.js"
    script.write_text(
        "// What for.\n\n/**\n * A star * in it.\n */\n"
        'export const a = () =>\n  "// no"; // why\n  // so\n'
    )
    library = folders[0] / "vendor" / "lib.js"
    library.parent.mkdir()
    library.write_text("// Licence\n")
    assets = Assets.read(*folders)
    assert assets.files["js/late.js"].content == b'\nexport const a = () =>\n"// no";\n'
    assert assets.files["vendor/lib.js"].content == b"// Licence\n"


def test_no_text_of_our_scripts_runs_over_lines() -> None:
    """Else taking the indentation away would change it."""
    for folder in ("static/js", "service_worker"):
        for script in (ROOT / "src" / folder).glob("*.js"):
            for line in script.read_text().splitlines():
                assert line.count("`") % 2 == 0, (script.name, line)
