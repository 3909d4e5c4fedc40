"""The whole application, driven in a real Chromium."""
