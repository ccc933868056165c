"""The page "Tình hình gửi báo cáo"."""
