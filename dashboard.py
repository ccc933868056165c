"""The door: language, first start, navigation. Run with `streamlit run dashboard.py`."""
from __future__ import annotations

from pathlib import Path

import streamlit as st

from etl.load import DEFAULT_PROVINCE, init
from ntm import clock
from ntm.problems import NtmError
from ntm.texts import LANGUAGES, t
from ntm.ui import answers
from ntm.ui.faults import say_problems
from ntm.ui.style import put_style
from ntm.ui.view import choose, current_view, pick
from ntm.warehouse.generations import Warehouse, default_folder

# A file of ours: a named icon would be fetched from the internet.
ICON = str(Path(__file__).parent / "data" / "icon.png")

lang = current_view().lang
st.set_page_config(page_title=t("app.title", lang), page_icon=ICON, layout="wide")
put_style()


def first_start() -> None:
    """Make the warehouse with the sample on a fresh machine, saying so meanwhile."""
    warehouse = Warehouse(default_folder())
    if not warehouse.generation:
        with st.spinner(t("app.first_start", lang), show_time=True):
            init(warehouse, answers.facts(), DEFAULT_PROVINCE, clock.now())


try:
    first_start()
    answers.opened()
except NtmError as error:
    say_problems(error, lang)
    st.stop()

pages = st.navigation({
    t("nav.standing", lang): [
        st.Page("pages/overview.py", title=t("nav.overview", lang), icon=":material/dashboard:", url_path="tong-quan", default=True),
        st.Page("pages/commune.py", title=t("nav.commune", lang), icon=":material/location_on:", url_path="thong-tin-xa"),
        st.Page("pages/table.py", title=t("nav.table", lang), icon=":material/table_chart:", url_path="bang-tong-hop"),
    ],
    t("nav.plan", lang): [
        st.Page("pages/roadmap.py", title=t("nav.roadmap", lang), icon=":material/trending_up:", url_path="lo-trinh"),
        st.Page("pages/route.py", title=t("nav.route", lang), icon=":material/route:", url_path="phuong-an-uu-tien"),
        st.Page("pages/obstacles.py", title=t("nav.obstacles", lang), icon=":material/construction:", url_path="kho-khan-vuong-mac"),
    ],
    t("nav.report", lang): [
        st.Page("pages/briefing.py", title=t("nav.briefing", lang), icon=":material/article:", url_path="bao-cao"),
        st.Page("pages/meeting.py", title=t("nav.meeting", lang), icon=":material/slideshow:", url_path="trinh-chieu"),
    ],
    t("nav.movement_group", lang): [
        st.Page("pages/media.py", title=t("nav.media", lang), icon=":material/campaign:", url_path="truyen-thong"),
        st.Page("pages/documents.py", title=t("nav.documents", lang), icon=":material/description:", url_path="van-ban-huong-dan"),
        st.Page("pages/movement.py", title=t("nav.movement", lang), icon=":material/workspace_premium:", url_path="thi-dua-khen-thuong"),
        st.Page("pages/search.py", title=t("nav.search", lang), icon=":material/search:", url_path="tim-kiem"),
    ],
    t("nav.work", lang): [
        st.Page("pages/intake.py", title=t("nav.intake", lang), icon=":material/upload_file:", url_path="cap-nhat-so-lieu"),
        st.Page("pages/history.py", title=t("nav.history", lang), icon=":material/history:", url_path="lich-su-cap-nhat"),
        st.Page("pages/reports_due.py", title=t("nav.reports_due", lang), icon=":material/fact_check:", url_path="tinh-hinh-bao-cao"),
    ],
}, expanded=True)
with st.sidebar:
    pick(st.segmented_control, "lang", t("pick.lang", lang), LANGUAGES, lang, str.upper)
try:
    pages.run()
except NtmError as error:
    say_problems(error, lang)
    st.button(t("app.reset", lang), on_click=lambda: choose(day=None, known_at=None, level=None, district=None, commune=None))
