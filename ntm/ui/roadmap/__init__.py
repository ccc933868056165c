"""The page "Lộ trình và dự báo"."""
