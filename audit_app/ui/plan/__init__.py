"""The “Plan” page of the manager's audit: the list of cases, extracts, the sample, handing out."""
