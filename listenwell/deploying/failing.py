"""Why was no package made?"""

import re

_OFFLINE = "Could not find a version|No matching distribution|Could not satisfy|Failed to establish"


class PackagingFailed(Exception):
    """No package was made; the text is what the program that should have made it said."""


class Offline(PackagingFailed):
    """pip reached no package registry."""


def failed(said: str) -> PackagingFailed:
    """The failure of a program that called pip and said this."""
    return Offline(said.strip().splitlines()[-1]) if re.search(_OFFLINE, said) else PackagingFailed(said)
