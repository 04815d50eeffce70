"""What leaves the program: Plotly figures and workbooks of results."""
