"""What the pages and files of alliances say."""
