"""Reading the files of a region pack, section by section; `services.region_pack` is the door."""
