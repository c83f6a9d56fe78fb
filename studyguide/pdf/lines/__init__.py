"""Lines of Korean text as a compositor sets them: where they end, and what stands apart in them."""
