"""Zones: NUTS codes and their versions, countries, languages, centres and distances."""
