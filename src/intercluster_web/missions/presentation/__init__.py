"""What the pages and files of the missions app say."""
