"""The page "Khó khăn, vướng mắc và hỗ trợ"."""
