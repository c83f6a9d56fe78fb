"""What a build keeps for the next one, under names that tell all it was made of."""
