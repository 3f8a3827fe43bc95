"""Customer feedback for ISO 9001: survey pages, intake and summaries from text files."""

__version__ = "0.1.0"
