"""The indicator tracker of Tuyên Quang province: rules, store, intake, outputs, pages."""

VERSION = "0.1.0"
