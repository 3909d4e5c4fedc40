"""All that touches Streamlit's inside; see README.md beside this file."""
