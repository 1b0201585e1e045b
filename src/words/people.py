"""Who people are, in words."""

ROLES: dict[str, str] = {
    "driver": "Pengemudi bentor",
    "responder": "Petugas",
    "operator": "Operator piket",
    "leader": "Pimpinan",
    "administrator": "Pengelola",
}
