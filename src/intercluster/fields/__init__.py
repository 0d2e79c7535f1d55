"""The controlled vocabulary of fields (SKOS) and the way from free text to it."""
