"""The floor: the least that Streamlit itself costs for a page of figures, metrics and a table."""
