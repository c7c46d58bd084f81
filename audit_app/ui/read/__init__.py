"""The “Read” page: the cohort: profile, gaps, and the cases behind each number."""
