"""A workbook someone sent becomes values and findings that remember their cell; the form it came from."""
