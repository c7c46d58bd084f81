"""The cohort on the screen: profile, gaps, and the cases behind each number."""
