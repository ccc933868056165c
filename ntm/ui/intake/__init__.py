"""The pages "Cập nhật số liệu" and "Lịch sử cập nhật"."""
