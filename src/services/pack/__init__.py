"""The files of a region pack, one module a section; `services.region_pack` is the door."""
