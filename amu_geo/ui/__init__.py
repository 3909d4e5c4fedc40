"""What Streamlit shows: navigation, the reader's choice and the URL, shared widgets."""
