"""Names of the fields of the vocabulary."""

from intercluster.fields.vocabulary import load_vocabulary


def concept_label(concept: str, language: str) -> str:
    """The label of a field in a language; the key itself where the vocabulary no longer has it."""
    vocabulary = load_vocabulary()
    return vocabulary.label(concept, language) if concept in vocabulary else concept
