"""The application beside a naive Streamlit page, a Dash app and a static Plotly page."""
