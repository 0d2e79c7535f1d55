"""What the pages and files of cooperations say."""
