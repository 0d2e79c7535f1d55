"""Importing evidence in the browser, and deciding about organisations under two identifiers."""
