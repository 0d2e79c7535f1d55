"""The only writers of the events app, called by pages and API alike."""
