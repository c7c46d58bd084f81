"""Pure functions from columns of answers to frozen results. No Qt, no SQL, no words but those of the form.

`declared`, `conditions` and `as_json` are light. The others import pandas or numpy: import them inside the
function that needs them, so that the window starts without.
"""
