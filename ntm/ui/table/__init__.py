"""The page "Bảng tổng hợp theo xã"."""
