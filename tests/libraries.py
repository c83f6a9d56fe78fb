"""What a process needs of our settings to find Pango, where it was unpacked for the press."""

import os

NAMES = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")  # see `find_libraries` in ./invoke
LIBRARIES = {name: os.environ[name] for name in NAMES if name in os.environ}
