"""Every file a browser may fetch as it stands, read once, named by one version over all of them."""

import hashlib
import re
import threading
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Literal

import brotli

Encoding = Literal["br", "gzip", ""]

TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
PACKED = {".png", ".webp", ".woff2"}  # already compressed: a second time only costs

# One request instead of two before the first paint; layers keep their order.
BUNDLES = {"css/look.css": ("css/tokens.css", "css/region.css", "css/app.css")}

# Comments and indentation of our scripts stay at home: a quarter of their weight. Whole lines, and
# ends of lines without quotes, so that no string is meant; a test sees that none runs over lines.
_COMMENT = re.compile(
    rb"""^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n|^[ \t]+|[ \t]+// [^"'`\n]*$""", re.MULTILINE
)
_LATE_IMPORT = re.compile(r"""\bimport\(\s*['"](\.{1,2}/[^'"]+)['"]\s*\)""")
_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^'"]*?['"](\.{1,2}/[^'"]+)['"]""", re.MULTILINE)


@dataclass(eq=False)
class Asset:
    """One file: bytes as they stand, and packed the first time somebody asks for that."""

    path: str
    content: bytes
    _packed: dict[str, bytes] = field(default_factory=dict, repr=False)
    _packing: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def media_type(self) -> str:
        return TYPES[PurePosixPath(self.path).suffix]

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.content).hexdigest()[:16]}"'

    def is_ready(self, encoding: Encoding) -> bool:
        """True when `body(encoding)` answers without work."""
        return not encoding or encoding in self._packed

    def encoding_for(self, accepted: str) -> Encoding:
        """The best of what the browser's Accept-Encoding names."""
        if PurePosixPath(self.path).suffix in PACKED:
            return ""
        return "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""

    def body(self, encoding: Encoding) -> bytes:
        """The content in that encoding, packed as small as it goes, once (slow the first time)."""
        if not encoding:
            return self.content
        with self._packing:
            if encoding not in self._packed:
                self._packed[encoding] = _pack(self.content, encoding)
            return self._packed[encoding]


@dataclass(frozen=True)
class Assets:
    """All files by their path below `/static/{version}/`."""

    version: str
    files: Mapping[str, Asset]
    modules: Mapping[str, tuple[str, ...]]
    """For each script the scripts it imports, near and far, so that none is found late."""
    parts: Mapping[str, tuple[str, ...]]
    """The same with those it imports only when they are needed: all it may ever ask for."""

    @classmethod
    def read(
        cls, static: Path, service_worker: Path, extra: Mapping[str, bytes] | None = None
    ) -> "Assets":
        """Read both folders; `extra` adds files made elsewhere (a region's own marks)."""
        found = dict(_files(static)) | {
            f"service_worker/{name}": content for name, content in _files(service_worker)
        }
        found |= extra or {}
        for bundle, parts in BUNDLES.items():
            found[bundle] = b"\n".join(found[part] for part in parts if part in found)
        files = {path: Asset(path, found[path]) for path in sorted(found)}
        version = _version(files.values())
        return cls(version, files, _graph(files, _IMPORT), _graph(files, _IMPORT, _LATE_IMPORT))

    def address(self, path: str) -> str:
        """The lasting address of a file; raises KeyError for one that is not there."""
        return f"/static/{self.version}/{self.files[path].path}"

    def with_imports(self, path: str) -> tuple[str, ...]:
        """Addresses of a script and of everything it imports, itself first."""
        return tuple(self.address(each) for each in (path, *self.modules[path]))

    def with_parts(self, path: str) -> tuple[str, ...]:
        """Addresses of a script and of everything it may ever ask for, itself first."""
        return tuple(self.address(each) for each in (path, *self.parts[path]))


def _files(folder: Path) -> Iterable[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix in TYPES and not file.name.startswith("."):
            content = file.read_bytes()
            ours = file.suffix == ".js" and "vendor" not in file.parts
            yield (
                file.relative_to(folder).as_posix(),
                _COMMENT.sub(b"", content) if ours else content,
            )


def _version(files: Iterable[Asset]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.path}\0{len(file.content)}\0".encode())
        digest.update(file.content)
    return digest.hexdigest()[:12]


def _pack(content: bytes, encoding: Encoding) -> bytes:
    if encoding == "br":
        # The last two steps of quality take seconds on a large library for a few bytes.
        return bytes(brotli.compress(content, quality=11 if len(content) < 200_000 else 9))
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(content) + packer.flush()


def _graph(files: Mapping[str, Asset], *imports: re.Pattern[str]) -> dict[str, tuple[str, ...]]:
    direct = {
        path: [
            target
            for pattern in imports
            for name in pattern.findall(file.content.decode())
            if (target := _resolve(path, name)) in files
        ]
        for path, file in files.items()
        if path.endswith(".js")
    }
    return {path: tuple(_reach(path, direct)) for path in direct}


def _resolve(importer: str, name: str) -> str:
    parts = list(PurePosixPath(importer).parent.parts)
    for step in PurePosixPath(name).parts:
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def _reach(path: str, direct: Mapping[str, list[str]]) -> list[str]:
    seen = [path]
    for each in seen:
        seen += [target for target in dict.fromkeys(direct[each]) if target not in seen]
    return seen[1:]
