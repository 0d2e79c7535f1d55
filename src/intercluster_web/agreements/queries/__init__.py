"""Reading agreements, their texts, their terms."""
