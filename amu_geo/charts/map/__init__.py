"""The maps of France: how a region is drawn, live and as SVG."""
