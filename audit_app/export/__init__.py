"""Results in, documents out. `sheets` and `internal` say what goes where; `workbook` alone knows openpyxl."""
