"""The desktop application: windows, pages, and widgets, by Qt."""
