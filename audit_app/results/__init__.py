"""What an analysis reads and gives back: frozen results that pages, charts, workbooks and JSON all read."""
