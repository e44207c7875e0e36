"""The overlay as shapes in photograph pixels: what is drawn, and where; no colours, no toolkit."""
