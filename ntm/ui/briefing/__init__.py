"""The pages "Báo cáo" and "Trình chiếu"."""
