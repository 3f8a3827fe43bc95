"""What is raised when AWS, or the state that it is in, does not allow what was asked?"""


class CloudRefused(Exception):
    """The text says why, and what to do."""
