"""The only writers of the missions app, called by pages and API alike."""
