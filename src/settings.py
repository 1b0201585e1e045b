"""The environment, read once into one frozen dataclass; keys are made at first start."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an installation may differ in. Each field names its environment variable.

    data_directory  LACAK_DATA           where database, keys and media live (default `data`)
    database_url    DATABASE_URL         postgres://…; empty = SQLite in the data directory
    port            LACAK_PORT           port the embedded server listens on (default 8000)
    host            LACAK_HOST           address it listens on (default 127.0.0.1)
    public_url      LACAK_PUBLIC_URL     how phones reach us (default http://localhost:<port>)
    region          LACAK_REGION         folder of the region pack (default regions/72.07)
    push_hosts      LACAK_PUSH_HOSTS     further push hosts allowed, comma separated
    push_ca         LACAK_PUSH_CA        certificate file trusted for them (own test hosts)
    vapid_contact   LACAK_VAPID_CONTACT  mailto: or https: for push hosts (default: region's)
    worker_inside   LACAK_WORKER         `inside` (default) or `apart` (python -m src.worker)
    trusted_proxies LACAK_PROXIES        number of proxies in front that set X-Forwarded-For
    """

    data_directory: Path
    database_url: str = ""
    port: int = 8000
    host: str = "127.0.0.1"
    public_url: str = "http://localhost:8000"
    region: Path = ROOT / "regions" / "72.07"
    push_hosts: tuple[str, ...] = ()
    push_ca: str = ""
    vapid_contact: str = ""
    worker_inside: bool = True
    trusted_proxies: int = 0

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the variables above; raises ValueError with a plain sentence on a bad one."""
        read = os.environ.get
        port = int(read("LACAK_PORT", "8000"))
        worker = read("LACAK_WORKER", "inside")
        if worker not in ("inside", "apart"):
            raise ValueError(f"LACAK_WORKER must be 'inside' or 'apart', not {worker!r}")
        return cls(
            data_directory=Path(read("LACAK_DATA") or ROOT / "data").resolve(),
            database_url=read("DATABASE_URL", ""),
            port=port,
            host=read("LACAK_HOST", "127.0.0.1"),
            public_url=(read("LACAK_PUBLIC_URL") or f"http://localhost:{port}").rstrip("/"),
            region=Path(read("LACAK_REGION") or ROOT / "regions" / "72.07").resolve(),
            push_hosts=tuple(h.strip() for h in read("LACAK_PUSH_HOSTS", "").split(",") if h),
            push_ca=read("LACAK_PUSH_CA", ""),
            vapid_contact=read("LACAK_VAPID_CONTACT", ""),
            worker_inside=worker == "inside",
            trusted_proxies=int(read("LACAK_PROXIES", "0")),
        )

    @property
    def secure(self) -> bool:
        """True where phones reach us by https, so that cookies may be marked Secure."""
        return self.public_url.startswith("https:")

    @property
    def database_path(self) -> Path:
        return self.data_directory / "lacak.sqlite3"

    @property
    def media_directory(self) -> Path:
        return self.data_directory / "media"

    def secret(self) -> bytes:
        """32 random bytes for keyed hashes, made at first start and kept beside the database."""
        path = self.data_directory / "secret.key"
        if not path.exists():
            _write_privately(path, secrets.token_bytes(32))
        return path.read_bytes()

    def vapid_key(self) -> ec.EllipticCurvePrivateKey:
        """The P-256 key push hosts know us by (RFC 8292), made at first start."""
        path = self.data_directory / "vapid.pem"
        if not path.exists():
            key = ec.generate_private_key(ec.SECP256R1())
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            _write_privately(path, pem)
        key_read = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key_read, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{path.name} holds no elliptic curve key")
        return key_read


def _write_privately(path: Path, content: bytes) -> None:
    """Create `path` readable by its owner only; whoever comes second keeps the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
