"""Charts: traces, texts and what a click gives; never pixels."""
import pandas as pd
import plotly.graph_objects as go
import pytest

from ntm.ui import charts
from ntm.ui.charts.base import period_ticks, plain
from ntm.ui.places import Site, make_places
from ntm.ui.theme import palette

PLACES = make_places(tuple(Site(f"{i}", 22 + i % 3 / 10, 105 + i / 20, "064") for i in range(6)))
MAP = pd.DataFrame(
    [("0", "Xã Bình Trung", "huyện Chợ Đồn", "not_met", 3, 4), ("1", "Xã A", "huyện Chợ Đồn", "met", 4, 4),
     ("2", "Xã B", None, "no_data", 0, 4), ("3", "Xã <b>C</b>", None, "met", None, None),
     ("4", "Thị trấn D", "huyện Chợ Đồn", None, None, None)],
    columns=["code", "name", "district", "status", "met_count", "of_count"])
DISTRICTS = pd.DataFrame(
    [("061", "Ba Bể", 7, 6, 1, 0), ("064", "Chợ Đồn", 16, 1, 1, 1), ("058", "TP. Bắc Kạn", 2, 0, 0, 0),
     ("999", "Không có xã", 0, 0, 0, 0)],
    columns=["district_code", "district", "met", "not_met", "incomplete", "no_data"])
REQUIREMENTS = pd.DataFrame(
    [("8.1", "met", None, None, "Đạt · huyện thẩm tra"), ("8.2", "met", 1.0, 1.0, "9/9 thôn"),
     ("8.3", "not_met", 5 / 9, 2 / 3, "5/9 thôn, cần 6"), ("8.4", "incomplete", 0.8, None, "16/20 cán bộ"),
     ("8.5", "no_data", None, None, "Chưa có số liệu")],
    columns=["label", "status", "share", "threshold", "text"])
STEPS = pd.DataFrame(
    [("IV/2021", 2, None, "2/9 thôn"), ("I/2022", 3, 6, "3/9 thôn"), ("II/2022", None, 6, None),
     ("III/2022", 5, 6, "5/9 thôn"), ("IV/2022", 6, 6, "6/9 thôn")],
    columns=["period", "value", "needed", "text"])
STRIPS = pd.DataFrame(
    [("8.1", "I/2022", "met", None), ("8.1", "II/2022", "no_data", None), ("8.3", "I/2022", "not_met", "5/9 thôn"),
     ("8.3", "II/2022", "met", "6/9 thôn")], columns=["label", "period", "status", "text"])
LEVELS = pd.DataFrame([("IV/2021", 50, 20, 10, 16), ("I/2022", 40, 30, 10, 16)],
                      columns=["period", "met", "not_met", "incomplete", "no_data"])
LAW = [charts.LawChange("I/2022", "318/QĐ-TTg")]
FIGURES = {
    "map": lambda lang, dark, sample: charts.status_map(PLACES, MAP, lang, dark, "0", sample),
    "districts": lambda lang, dark, sample: charts.district_bars(DISTRICTS, lang, dark, sample),
    "requirements": lambda lang, dark, sample: charts.requirement_bars(REQUIREMENTS, lang, dark, sample),
    "steps": lambda lang, dark, sample: charts.history_steps(STEPS, "cần 6/9 thôn", LAW, lang, dark, sample),
    "strips": lambda lang, dark, sample: charts.status_history(STRIPS, lang, dark, LAW, sample),
    "levels": lambda lang, dark, sample: charts.level_history(LEVELS, LAW, lang, dark, sample),
}
ALL = pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES.keys())


def trace(figure: go.Figure, name: str):
    return next(one for one in figure.data if one.name and one.name.startswith(name))


def notes(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


@ALL
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("dark", [False, True])
def test_every_chart_in_both_languages_and_themes(make, lang, dark):
    figure = make(lang, dark, False)
    assert charts.alt_text(figure).endswith(".")
    assert figure.layout.template.layout.paper_bgcolor == palette(dark).ground
    assert figure.layout.title.text is None
    assert figure.layout.width is None


@ALL
def test_sample_data_says_so(make):
    assert make("vi", False, True).layout.title.text == "Số liệu minh họa"


@ALL
def test_no_letter_is_smaller_than_12_px(make):
    figure = make("vi", False, True)
    sizes = [note.font.size for note in figure.layout.annotations if note.font.size]
    sizes += [one.textfont.size for one in figure.data if "textfont" in one and one.textfont.size]
    assert min([12, *sizes]) == 12


@pytest.mark.parametrize("make", [
    lambda empty: charts.status_map(make_places(()), empty(MAP), "vi", False, "0"),
    lambda empty: charts.district_bars(empty(DISTRICTS), "vi", False),
    lambda empty: charts.requirement_bars(empty(REQUIREMENTS), "vi", False),
    lambda empty: charts.history_steps(empty(STEPS), None, LAW, "vi", False),
    lambda empty: charts.status_history(empty(STRIPS), "vi", False, LAW),
    lambda empty: charts.level_history(empty(LEVELS), LAW, "vi", False),
], ids=FIGURES.keys())
def test_nothing_to_draw_is_no_fault(make):
    assert isinstance(make(lambda frame: frame.iloc[:0]), go.Figure)


def test_map_has_a_trace_a_status_and_a_point_a_commune():
    figure = charts.status_map(PLACES, MAP, "vi", False)
    assert [one.name for one in figure.data if one.fill == "toself"] == [
        "✓ Đạt: 2", "✕ Chưa đạt: 1", "○ Chưa có số liệu: 1", "Không đánh giá: 2"]
    clickable = [code for one in figure.data if one.customdata is not None for code in one.customdata]
    assert sorted(clickable) == ["0", "1", "2", "3"]
    assert trace(figure, "○").fillpattern.shape == "/"
    assert figure.layout.clickmode == "event+select"
    assert figure.layout.dragmode is False


def test_map_hover_says_who_and_how_far():
    figure = charts.status_map(PLACES, MAP, "vi", False)
    hover = [text.replace("<br>", " ") for one in figure.data if one.hovertext for text in one.hovertext]
    assert "Xã Bình Trung, huyện Chợ Đồn: Chưa đạt, 3/4 chỉ tiêu" in hover
    assert "Xã &lt;b>C&lt;/b>: Đạt" in hover
    assert "Thị trấn D, huyện Chợ Đồn: không thuộc đối tượng đánh giá" in hover


def test_map_after_a_click_does_not_fade():
    for one in charts.status_map(PLACES, MAP, "vi", False).data:
        if "text" in (one.mode or ""):
            assert one.unselected.marker.opacity == 1
            assert one.unselected.textfont.color == one.textfont.color


@pytest.mark.parametrize(("code", "labels"), [("0", ["<b>Xã Bình Trung</b>"]), ("unknown", []), (None, [])])
def test_map_names_the_highlighted_commune(code, labels):
    assert notes(charts.status_map(PLACES, MAP, "vi", False, code)) == labels


def test_districts_lowest_share_last_and_empty_ones_left_out():
    figure = charts.district_bars(DISTRICTS, "vi", False)
    assert list(figure.layout.yaxis.ticktext) == ["TP. Bắc Kạn", "Chợ Đồn", "Ba Bể"]
    assert notes(figure) == ["2/2", "16/19", "7/14"]
    assert trace(figure, "✕").customdata[2] == ["061", "not_met"]
    assert [one.name for one in figure.data] == ["✓ Đạt", "◐ Chưa đủ số liệu", "✕ Chưa đạt", "○ Chưa có số liệu"]


def test_requirements_without_a_measure_are_hatched_never_full():
    figure = charts.requirement_bars(REQUIREMENTS, "vi", False)
    assert len(trace(figure, "unmeasured").y) == 2
    assert trace(figure, "unmeasured").marker.pattern.shape == "/"
    assert max(trace(figure, "met verdict").x) < 0.05
    assert list(trace(figure, "met").x) == [1.0]


def test_requirements_have_a_threshold_only_where_the_law_has_one():
    line = trace(charts.requirement_bars(REQUIREMENTS, "vi", False), "ngưỡng")
    assert [x for x in line.x if x is not None] == [1.0, 1.0, 2 / 3, 2 / 3]
    assert line.line.color == palette(False).ink


def test_requirement_texts_keep_their_own_room():
    long = REQUIREMENTS.assign(label="Tỷ lệ " * 30, text="cán bộ " * 30)
    figure = charts.requirement_bars(long, "vi", False)
    pairs = zip(figure.layout.annotations[::2], figure.layout.annotations[1::2], strict=True)
    bottom = 0.0
    for label, text in pairs:
        assert label.y - 19 * (label.text.count("<br>") + 1) >= bottom
        bottom = text.y + 19 * (text.text.count("<br>") + 1)
    assert figure.layout.yaxis.range[0] >= bottom


def test_steps_never_join_over_a_gap_as_if_known():
    figure = charts.history_steps(STEPS, "cần 6/9 thôn", LAW, "vi", False)
    assert list(trace(figure, "reported").x) == [0, 1, None, 3, 4, None]
    assert trace(figure, "between").line.dash == "dot"
    assert list(trace(figure, "between").x) == [1, 3, None]
    assert list(trace(figure, "missing").x) == [2]
    assert len(trace(figure, "points").x) == 4


def test_steps_threshold_only_where_the_law_has_one():
    figure = charts.history_steps(STEPS, "cần 6/9 thôn", [], "vi", False)
    bands = [one for one in figure.layout.shapes if one.type == "rect"]
    assert [(band.x0, band.x1, band.y0) for band in bands] == [(0.5, 4.5, 6)]
    assert "cần 6/9 thôn" in notes(figure)


@pytest.mark.parametrize("make", [FIGURES["steps"], FIGURES["strips"], FIGURES["levels"]])
def test_a_change_of_law_is_marked(make):
    figure = make("vi", False, False)
    assert "từ đây theo 318/QĐ-TTg" in notes(figure)
    assert any(shape.line.dash == "dash" for shape in figure.layout.shapes)


def test_a_change_of_law_out_of_sight_is_not_marked():
    figure = charts.history_steps(STEPS, None, [charts.LawChange("I/2030", "51/2025/QĐ-TTg")], "vi", False)
    assert not any(shape.line.dash == "dash" for shape in figure.layout.shapes)


def test_strips_have_a_sign_a_cell():
    figure = charts.status_history(STRIPS, "vi", False)
    assert set(trace(figure, "✓").text) == {"✓"}
    assert "8.3, II/2022: đạt, 6/9 thôn" in trace(figure, "✓").hovertext
    assert sum(len(one.x) for one in figure.data) == 4


def test_levels_stack_met_first():
    figure = charts.level_history(LEVELS, LAW, "vi", False)
    assert list(figure.data[0].y) == [50, 40]
    assert figure.data[0].customdata[0] == ["IV/2021", "met"]


@pytest.mark.parametrize(("labels", "expected"), [
    (["IV/2022", "I/2023", "II/2023"], ["IV<br>2022", "I<br>2023", "II"]),
    (["2021", "2022"], ["2021", "2022"]),
    ([], []),
    (["IV/2021", *(f"{q}/{y}" for y in (2022, 2023) for q in ("I", "II", "III", "IV"))],
     ["IV", "I<br>2022", "II", "III", "IV", "I<br>2023", "II", "III", "IV"]),
])
def test_period_labels_lie_flat(labels, expected):
    assert period_ticks(labels)[1] == expected


def test_many_periods_are_thinned_and_the_newest_kept():
    positions, _ = period_ticks([f"{m}/{y}" for y in range(2020, 2026) for m in range(1, 13)])
    assert len(positions) <= 16
    assert positions[-1] == 71


@pytest.mark.parametrize(("text", "expected"), [
    ("<b>x</b>", "&lt;b>x&lt;/b>"), ("a & b", "a &amp; b"), ("Bình Trung", "Bình Trung")])
def test_text_from_data_is_never_markup(text, expected):
    assert plain(text) == expected


@pytest.mark.parametrize(("event", "expected"), [
    (None, None), ({}, None), ({"selection": {"points": []}}, None), ({"selection": {"points": [{"x": 1}]}}, None),
    ({"selection": {"points": [{"customdata": "02080"}]}}, "02080")])
def test_what_was_clicked(event, expected):
    assert charts.selected_value(event) == expected
