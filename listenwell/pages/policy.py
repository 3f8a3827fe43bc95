"""What may a page do? Its Content-Security-Policy."""

import base64
import hashlib
from functools import lru_cache


def policy(style: str, script: str) -> str:
    """Content-Security-Policy of a page: stylesheet and script by their hashes, forms to our own origin."""
    scripts = f"script-src {_hash(script)}; connect-src 'self'; " if script else ""
    return (
        f"default-src 'none'; style-src {_hash(style)}; {scripts}img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'"
    )


def document_policy(script: str) -> str:
    """Content-Security-Policy of a document that people keep: it asks nothing of anybody, runs its one script
    by its hash, and sends nothing. Bars have their width in a style attribute."""
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {_hash(script)}; "
        "form-action 'none'; base-uri 'none'"
    )


@lru_cache(64)  # most pages have the same stylesheet and script
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
