"""A small briefing made by hand, with everything that a writer must be able to write. Its figures are made up for the tests."""
from datetime import date, datetime
from fractions import Fraction

from ntm.briefing.content import (
    Caution,
    Chart,
    Column,
    Content,
    Field,
    Paragraph,
    Request,
    Row,
    Section,
    Series,
    ShowChart,
    ShowTable,
    Slide,
    Source,
    Table,
)
from ntm.briefing.letterhead import Letterhead

MET = ("02080/2020-02-01", "02071/2020-02-01")

DISTRICTS = Table(
    "districts", "Kết quả theo huyện",
    (Column("district", "Huyện", weight=2), Column("met", "Đạt", "count", group="Số xã"),
     Column("total", "Tổng số", "count", group="Số xã"), Column("share", "Tỷ lệ", "share")),
    (Row("064", ("Huyện Chợ Đồn", 2, 4, Fraction(1, 2))), Row("060", ("Huyện Pác Nặm", 0, 1, Fraction(0))),
     Row("total", ("Toàn tỉnh", 2, 5, Fraction(2, 5)), "total")),
    ("Không tính phường, thị trấn.",), ("7",),
)
COMMUNES = Table(
    "communes", "Bảng tổng hợp theo xã",
    (Column("number", "TT", "count", 0.5), Column("name", "Xã", weight=2.5), Column("8.3", "8.3", "status", group="Chỉ tiêu"),
     Column("8.4", "8.4", "status", group="Chỉ tiêu"), Column("status", "Kết quả", "status", 1.5),
     Column("period", "Chốt số liệu", "day", 1.3), Column("missing", "Còn thiếu", "words", 4)),
    (Row("064", (None, "Huyện Chợ Đồn", None, None, None, None, None), "group"),
     Row("02080/2020-02-01", (1, "Xã Bình Trung", "met", "met", "met", date(2023, 12, 31), None)),
     Row("02071/2020-02-01", (2, "Xã Nghĩa Tá <&> \"A\"", "met", "met", "met", date(2023, 12, 31), None)),
     *(Row(f"0{place}/2020-02-01", (place, f"Xã thử {place}", "not_met", "no_data", "not_met", date(2023, 9, 30),
                                    "thiếu 01 thôn: thôn có loa hoạt động; thiếu 07 cán bộ: cán bộ có máy tính kết nối mạng"))
       for place in range(3, 60)),
     Row("total", (None, "Tổng số đạt", None, None, None, None, None), "total")),
    (), ("7",), True,
)
RATINGS = Table(
    "roadmap", "Lộ trình và dự báo", (Column("name", "Xã"), Column("rating", "Đánh giá", "rating"), Column("by", "Hạn", "day")),
    (Row("02080/2020-02-01", ("Xã Bình Trung", "at_risk", date(2024, 12, 31))), Row("x", ("Xã thử 3", "not_enough_data", None))),
)
SOURCES = Table(
    "sources", "Nguồn số liệu", (Column("file", "Tệp", weight=2), Column("document", "Văn bản"), Column("dated", "Ngày", "day")),
    (Row("7", ("so-lieu-2023-q4.xlsx", "16/BC-STTTT", date(2024, 1, 5))),),
)
CHART = Chart(
    "districts", "Huyện Pác Nặm có tỷ lệ đạt thấp nhất: 0/1 xã", "stacked", ("Huyện Chợ Đồn", "Huyện Pác Nặm"),
    (Series("Đạt", "met", (2, 0)), Series("Chưa đạt", "not_met", (2, 1)), Series("Chưa có số liệu", "no_data", (0, 0))), "districts",
    "Biểu đồ thanh chồng: Chợ Đồn 2/4 xã đạt, Pác Nặm 0/1 xã đạt.",
)
LINES = Chart(
    "history", "Số xã đạt tăng từ 1 lên 2", "lines", ("III/2023", "IV/2023", "I/2024"), (Series("Đạt", "plain", (1, 2, None)),),
    "districts", "Biểu đồ đường: 1 xã, rồi 2 xã.",
)
MAIN = Paragraph((
    Field("2", 2, "communes", MET), "/", Field("5", 5, "communes"), " xã (", Field("40,0%", Fraction(2, 5), "districts"),
    ") đạt tiêu chí số 8.",
))
EXAMPLE = Content(
    Request("midterm", date(2023, 12, 31), datetime(2024, 1, 10, 8, 30)),
    Letterhead(body="Sở A", superior="UBND tỉnh B", short="SA", unit="BCVT", place="Bắc Kạn", signer_title="Giám đốc", signer="Cá nhân A"),
    "tỉnh Bắc Kạn", "Báo cáo", "Sơ kết thực hiện tiêu chí số 8 giai đoạn 2021 - 2023", (MAIN,),
    (Section("Công tác chỉ đạo, điều hành", (Paragraph(("⟦[nêu các văn bản chỉ đạo đã ban hành]⟧",)),)),
     Section("Kết quả thực hiện", (), (
         Section("Kết quả chung", (MAIN, ShowChart("districts"), ShowTable("districts"))),
         Section("Lộ trình", (Paragraph((Field("01", 1, "roadmap", ("02080/2020-02-01",)), " xã có nguy cơ chậm."), is_item=True),
                              ShowTable("roadmap"), ShowChart("history"))),
     ))),
    (DISTRICTS, COMMUNES, RATINGS, SOURCES), (CHART, LINES), ("communes", "sources"),
    (Slide("standing", MAIN, chart="districts", points=(Paragraph(("Xã chưa đạt chủ yếu thiếu loa.",)),), notes=("Nói về huyện Pác Nặm.",)),
     Slide("roadmap", Paragraph((Field("01", 1, "roadmap", ("02080/2020-02-01",)), " xã có nguy cơ chậm")), table="roadmap")),
    (Source("7", "so-lieu-2023-q4.xlsx", "ab" * 32, "quý IV/2023", "appraised", "Sở A", "16/BC-STTTT", date(2024, 1, 5), "Cá nhân A",
            True),),
    (Caution("sample", Paragraph(("Số liệu minh họa, không dùng để báo cáo.",))),
     Caution("stale", Paragraph((Field("57", 57, "communes"), " xã dùng số liệu kỳ trước.")), "communes")),
    ("Như trên", "Lưu: VT, BCVT"), True,
)
