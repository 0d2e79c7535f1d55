"""The library's codes and numbers in the words of the page, in the reader's language."""
