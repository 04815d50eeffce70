"""A bare Streamlit app of two pages from constants: figures, six metrics, a table of 30 rows.

FLOOR_FIGURES sets the number of Plotly figures of each page (four where it is not set).
"""

import os

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

FIGURES = int(os.environ.get("FLOOR_FIGURES", "4"))
YEARS = [2020, 2021, 2022, 2023, 2024, 2025]
VALUES = [23.4, 21.0, 18.9, 15.1, 10.2, 9.4]
ROWS = pd.DataFrame({"row": range(30), "value": [VALUES[i % 6] for i in range(30)], "name": ["abc"] * 30})


def show(title: str) -> None:
    st.title(title)
    factor = st.selectbox("Factor", [1, 2, 3], key=f"factor {title}")
    for index, column in enumerate(st.columns(6)):
        column.metric(f"Metric {index}", VALUES[index] * factor)
    for index in range(FIGURES):
        figure = go.Figure(go.Scatter(x=YEARS, y=[value * factor for value in VALUES], mode="lines+markers"))
        figure.update_layout(height=260, title=f"Figure {index}")
        st.plotly_chart(figure, key=f"{title} {index}")
    st.dataframe(ROWS.assign(value=ROWS["value"] * factor))


def first() -> None:
    show("First")


def second() -> None:
    show("Second")


st.set_page_config(layout="wide")
st.navigation([st.Page(first, default=True), st.Page(second, url_path="second")]).run()
