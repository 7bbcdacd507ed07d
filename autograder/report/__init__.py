"""The class report of an assignment: a page that stands alone, and two tables for a spreadsheet. It changes no mark."""
