"""The environment, read once into one frozen dataclass; keys are made at first start."""

import os
import re
import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

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
    sms_url         LACAK_SMS_URL        base address of the SMS gateway; empty = there is none
    sms_user        LACAK_SMS_USER       how we sign in there
    sms_password    LACAK_SMS_PASSWORD   with which password
    sms_key         LACAK_SMS_KEY        key by which its hooks are signed; empty = none are taken
    tiles_url       LACAK_TILES_URL      map pictures beneath the outlines; empty = outlines alone
    tiles_credit    LACAK_TILES_CREDIT   whom the map names for them
    dead_man_url    LACAK_DEADMAN_URL    called every minute while all is well (default: never)
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
    dead_man_url: str = ""
    sms_url: str = ""
    sms_user: str = ""
    sms_password: str = field(default="", repr=False)
    sms_key: str = field(default="", repr=False)
    tiles_url: str = ""
    tiles_credit: str = ""

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
            dead_man_url=_watcher_url(read("LACAK_DEADMAN_URL", "")),
            sms_url=_gateway_url(read("LACAK_SMS_URL", "")),
            sms_user=read("LACAK_SMS_USER", ""),
            sms_password=read("LACAK_SMS_PASSWORD", ""),
            sms_key=read("LACAK_SMS_KEY", ""),
            tiles_url=_tiles_url(read("LACAK_TILES_URL", "")),
            tiles_credit=read("LACAK_TILES_CREDIT", ""),
        )

    @property
    def secure(self) -> bool:
        """True where phones reach us by https, so that cookies may be marked Secure."""
        return self.public_url.startswith("https:")

    @property
    def tiles_host(self) -> str:
        """`https://tiles.example`, the only host beside ours that may give pictures, or ""."""
        url = urlsplit(self.tiles_url)
        return f"{url.scheme}://{url.netloc}" if self.tiles_url else ""

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


def _watcher_url(text: str) -> str:
    url = text.strip()
    if url and not (urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname):
        raise ValueError("LACAK_DEADMAN_URL must be an address that begins with https://")
    return url


def _tiles_url(text: str) -> str:
    """One host by its name, since it goes into our security policy."""
    url = urlsplit(text.strip())
    if not text.strip():
        return ""
    named = url.scheme == "https" and re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", url.netloc)
    if not named or any(f"{{{part}}}" not in url.path for part in "zxy"):
        raise ValueError("LACAK_TILES_URL must be like https://host/{z}/{x}/{y}.png")
    return text.strip()


def _gateway_url(text: str) -> str:
    """Phone numbers and a password go there: by https, or by http inside the own network."""
    url = urlsplit(text.strip().rstrip("/"))
    if not text.strip():
        return ""
    if url.username or url.query or url.fragment or not url.hostname:
        raise ValueError("LACAK_SMS_URL must be an address without password, ? and #")
    if url.scheme == "https" or (url.scheme == "http" and _is_near(url.hostname)):
        return url.geturl()
    raise ValueError("LACAK_SMS_URL must begin with https:// unless it is a private address")


def _is_near(host: str) -> bool:
    """This machine or an address of a private network; names may lead anywhere."""
    try:
        return host == "localhost" or ip_address(host).is_private
    except ValueError:
        return False


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
