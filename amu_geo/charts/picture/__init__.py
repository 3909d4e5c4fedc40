"""Views and figures as images: what a shared link shows, what a reader takes away."""
