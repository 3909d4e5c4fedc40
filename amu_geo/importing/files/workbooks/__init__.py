"""Workbooks: XLSX and ODS, cell by cell, and what they hide."""
