"""Before the audit: lists of cases, extracts, the sample, modules, handing out."""
