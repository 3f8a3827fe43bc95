"""Where each page lies, below the site's root."""

RECEIPT = "/receipt"
"""Where a customer with a receipt code sees, corrects and erases answers. The code is never in an address."""


def page(survey: str, segment: str, language: str, first_language: str) -> str:
    """The static survey page; in the first language it has the shortest address."""
    tail = "" if language == first_language else f"{language}/"
    return f"/s/{survey}/{segment}/{tail}"


def intake(survey: str, segment: str, audience: str = "customers") -> str:
    """Where the page sends its answers; asked with GET it gives the page with answers chosen.

    Interviewers' questionnaires are on the staff side and nowhere else.
    """
    return f"{'/r' if audience == 'customers' else '/staff/interviews'}/{survey}/{segment}"


def thanks(survey: str, segment: str, token: str, audience: str = "customers") -> str:
    """The page after sending."""
    return f"{intake(survey, segment, audience)}/thanks?t={token}"
