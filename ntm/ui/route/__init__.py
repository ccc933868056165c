"""The page "Phương án ưu tiên"."""
