"""The page "Thông tin xã"."""
