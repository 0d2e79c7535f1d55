"""What the pages and files of the events app say."""
