"""A case audited by ear: over AT-SPI alone, in a session of its own."""
