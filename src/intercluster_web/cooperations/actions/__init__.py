"""The only writers of the cooperations app, called by pages, by the API and by the apps above."""
