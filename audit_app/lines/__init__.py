"""Figures as printed lines, which screens, pictures, workbooks, reports and the disclosure step all read."""
