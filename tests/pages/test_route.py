"""The page "Phương án ưu tiên": the goal in the URL, the plan in order, what tips it, what if; and what the office typed in."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction

import pytest

from etl.load import init
from ntm.progress.keep import Facts
from ntm.progress.route.office import blocked_by_obstacles, office_costs
from ntm.records.saving import Change, save, surroundings
from ntm.ui.safe import plain_markdown
from ntm.warehouse.generations import Warehouse
from tests.pages.screens import open_page, shown, table, told

NOW = datetime(2025, 7, 15)
VIEW = {"day": "2023-12-31", "level": "standard"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Iterator[Warehouse]:
    """The sample."""
    warehouse = Warehouse(tmp_path_factory.mktemp("route"))
    init(warehouse, facts, "06", NOW)
    with shown(warehouse) as opened:
        yield opened


def test_more_communes_for_the_least_work(made: Warehouse) -> None:
    app = open_page("route", **VIEW, goal="count", number="3")
    assert app.title[0].value == "Thêm 03 xã đạt tiêu chí số 8 cần ít nhất 3 phần việc (từ 65 lên 68/95 xã)"
    steps = table(app, "Việc cần làm")
    assert steps["Số xã đạt"].tolist() == [66, 67, 68]


def test_a_goal_that_cannot_be_met_says_how_far_it_goes(made: Warehouse) -> None:
    app = open_page("route", **VIEW, goal="count", number="50")
    assert app.title[0].value.startswith("Chỉ tính được cho 13/50 xã muốn thêm")
    assert len(app.warning) == 1


def test_the_whole_roadmap_of_a_year_with_who_pays(made: Warehouse, facts: Facts) -> None:
    day = {"day": "2023-09-30", "level": "standard", "goal": "roadmap", "year": "2023"}
    assert open_page("route", **day).title[0].value == (
        "03 xã trong lộ trình năm 2023 chưa đạt tiêu chí số 8 tính được khối lượng: cần ít nhất 3 phần việc; 01 xã chưa tính được")
    with made.writing() as draft:
        cost = Change("unit_cost", None, {"measure": "thon_with_loudspeaker", "cost": "2,5", "funding": "Vốn *thử*"})
        save(draft.con, [cost], surroundings(draft.con, facts.law, facts.units, NOW), "kiểm thử", NOW)
    app = open_page("route", **day)
    assert [one.value for one in app.caption if "nguồn vốn" in one.value] == [
        plain_markdown("Khối lượng theo nguồn vốn: Vốn *thử* 2,5; chưa ghi nguồn 2.")], "what was typed is shown as its letters"
    steps = table(app, "Việc cần làm").set_index("Xã")
    assert (steps.loc["Văn Lang", "Khối lượng"], steps.loc["Văn Lang", "Nguồn vốn"]) == ("2,5", "Vốn *thử*")


def test_a_year_without_a_roadmap_says_where_to_add_one(made: Warehouse) -> None:
    app = open_page("route", **VIEW, goal="roadmap", year="2025")
    assert any("Không có xã nào trong lộ trình năm 2025" in one.value for one in app.info)
    assert app.title[0].value.startswith("Năm 2025 chưa có xã nào trong lộ trình ở mức này")


def test_a_goal_too_small_for_any_commune_says_what_the_least_costs(made: Warehouse) -> None:
    app = open_page("route", day="2024-12-31", level="advanced", goal="budget", number="1")
    assert any(one.value.startswith("Mục tiêu này chưa đủ cho xã nào: xã cần ít việc nhất là ") for one in app.info)


@pytest.mark.parametrize("number", ["²", "-5", "x"])
def test_a_number_in_a_link_that_is_none_is_left_out(made: Warehouse, number: str) -> None:
    assert open_page("route", **VIEW, goal="count", number=number).number_input(key="route_number").value == 5


def test_a_district_is_planned_for_alone(made: Warehouse) -> None:
    app = open_page("route", **VIEW, goal="all", district="065")
    assert app.title[0].value == "13/13 xã đạt tiêu chí số 8, không cần thêm phương án"
    assert not [one.value for one in app.info if not one.value.startswith("Đơn giá và nguồn vốn: chưa có")], "nothing is to be asked for"
    app = open_page("route", **VIEW, goal="all", district="064")
    assert set(table(app, "Việc cần làm")["Huyện"]) == {"Chợ Đồn"}
    assert app.title[0].value.endswith("/19 xã); 04 xã chưa tính được") and "huyện Chợ Đồn" in told(app)
    assert sum(one.value.startswith("04 xã chưa tính được") for one in app.subheader) == 1


def test_the_roadmap_of_communes_that_have_merged_is_nobody_s(made: Warehouse) -> None:
    app = open_page("route", day="2025-09-30", level="standard", goal="roadmap", year="2025")
    assert any("Không có xã nào trong lộ trình năm 2025" in one.value for one in app.info)


def test_a_cost_below_zero_is_refused_on_the_page(made: Warehouse) -> None:
    before = made.generation
    app = open_page("route", **VIEW)
    app.text_input("person_field").set_value("Cán bộ A").run()
    app.button("records_add").click().run()
    next(one for one in app.selectbox if one.key.endswith("measure")).set_value("dossiers_online")
    next(one for one in app.text_input if one.key.endswith("cost")).set_value("-1")
    app.button("records_save_button").click().run()
    assert [one.value.replace("\\", "") for one in app.error] == ["Khối lượng mỗi đơn vị: “-1” nhỏ hơn 0. Nhập số từ 0 trở lên."]
    assert made.generation == before


def test_what_if_the_plan_were_done(made: Warehouse) -> None:
    first = table(open_page("route", **VIEW, goal="count", number="1"), "Việc cần làm")
    assert len(first) == 1
    app = open_page("route", **VIEW, goal="count", number="1", ticks="01873:thon_with_telecom")
    changes = table(app, "Khi đó").set_index("Mức")
    assert (changes.loc["xã NTM", "Hiện nay"], changes.loc["xã NTM", "Khi đó"]) == ("65/95 (5 chưa rõ)", "66/95 (5 chưa rõ)")


def test_the_rules_of_another_law_on_these_figures(made: Warehouse) -> None:
    changes = table(open_page("route", **VIEW, other_set="51-2025-standard"), "Khi đó")
    assert changes["Khi đó"].tolist() == ["0/95 (95 chưa rõ)"], "its contents are open, so of nobody it can be told"
    assert changes["Không còn đạt"].tolist() == [""]
    assert changes["Chưa kết luận được"][0].endswith("và 59 xã khác")


def test_in_english(made: Warehouse) -> None:
    assert "65" in open_page("route", **VIEW, goal="all", lang="en").title[0].value


def test_costs_and_obstacles_that_the_office_typed_in(empty_warehouse: Warehouse, facts: Facts) -> None:
    obstacle = {"commune": "02080", "indicator": "8.3", "what": "?", "since": "2023-01-10"}
    with empty_warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, NOW)
        save(draft.con, [
            Change("unit_cost", None, {"measure": "thon_with_loudspeaker", "cost": "2,5"}),
            Change("obstacle", None, obstacle | {"measure": "thon_with_loudspeaker", "due": "2025-06-30"}),
            Change("obstacle", None, obstacle | {"since": "2023-02-10", "due": "2024-06-30"}),
            Change("obstacle", None, obstacle | {"since": "2023-03-10"}),
        ], around, "kiểm thử", NOW)
        assert office_costs(draft.con) == {"thon_with_loudspeaker": Fraction(5, 2)}
        blocked = blocked_by_obstacles(draft.con, date(2023, 12, 31), date(2024, 12, 31))
        assert [item for _, item in blocked] == ["thon_with_loudspeaker"]
        assert not blocked_by_obstacles(draft.con, date(2023, 12, 31), date(2025, 6, 30)), "the due day itself is in time"
        assert not blocked_by_obstacles(draft.con, date(2023, 1, 9), date(2024, 12, 31)), "it had not begun"
        draft.discard()
