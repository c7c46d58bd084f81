"""The form engine: an XLSForm's rows in; questions, relevance, constraints and calculations out."""
