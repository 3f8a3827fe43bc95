"""Publishing: a build is put in place whole or not at all, on one machine or on AWS, by the same steps.

The map of this room:

- `manifest`: what a build consists of, read from `dist`, and why it may be refused
- `plan`: what publishing it would send, change and take away
- `place`: what a place for builds promises, in prose
- `steps`: the order of publishing and of going back, which keeps the site whole wherever it is cut off
- `on_disk`: the place on one machine; the switch is a link
- `on_aws`: the place on AWS; the switch is the CloudFront function that chooses the build
- `caching`: how long browsers and CloudFront may keep a file

`place_of` opens the place that the settings name.
"""

from listenwell.publishing.place import Place
from listenwell.settings import Settings

__all__ = ["place_of"]


def place_of(settings: Settings) -> Place:
    """The place that the settings name. Raises StorageUnavailable when the set-up of AWS lacks something."""
    # Each side is imported when it is chosen: the AWS SDK costs a quarter of a second.
    if settings.storage == "aws":
        from listenwell.publishing.on_aws import OnAws  # noqa: PLC0415

        return OnAws.of(settings)
    from listenwell.publishing.on_disk import OnDisk  # noqa: PLC0415

    return OnDisk(settings.published, settings.release)
