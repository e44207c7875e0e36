"""Sheets to print, by ReportLab."""
