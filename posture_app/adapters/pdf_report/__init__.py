"""The report as a PDF, drawn by ReportLab."""
