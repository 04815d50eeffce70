"""The only Streamlit besides app.py and pages/: shell, pickers, cached reads, components."""
