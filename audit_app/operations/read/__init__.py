"""Reading the cohort: which cases count, the pages, two rounds beside each other."""
