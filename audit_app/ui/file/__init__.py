"""The way into an audit's file and what is done with it as a whole."""
