"""Benchmarks: the product's pages in a real browser beside a bare Streamlit app."""
