"""The program's words for those who put them in another language: gathered, shared out, brought back."""
