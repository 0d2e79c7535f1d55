"""Validation rounds: counting what people say of some options, without saying who said what."""
