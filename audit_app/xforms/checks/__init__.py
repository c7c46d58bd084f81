"""The parts of the form check, one for each kind of mistake; `lint` runs them."""
