"""What a compositor mends on laid-out pages: room that pictures left, notes too long, overflows."""
