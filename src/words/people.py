"""Who people are, in words."""

ROLES: dict[str, str] = {
    "driver": "Pengemudi bentor",
    "responder": "Petugas",
    "station": "Layar pos",
    "operator": "Operator piket",
    "leader": "Pimpinan",
    "administrator": "Pengelola",
    "agency": "Instansi",
    "partner": "Mitra",
}
