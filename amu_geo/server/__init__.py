"""What the process serves besides the pages: open data, images, files, the page's head."""
