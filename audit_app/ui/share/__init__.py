"""Taking results out, with a look at what would leave."""
