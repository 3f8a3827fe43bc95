"""Which stack, account and region does a stage have?

`stages.json` remembers account and region, so that nobody deploys to another one by a wrong profile. It
holds nothing secret: keep it beside the templates, for everybody who deploys.
"""

from pathlib import Path

import msgspec

from listenwell.storage.aws_account import NO_REGION, Account
from listenwell.storage.cloud_refused import CloudRefused

STAGES = ("dev", "prod")
FILE = Path("stages.json")
PACKAGES_STACK = "listenwell-packages"

Known = dict[str, Account]


def stack_of(stage: str) -> str:
    return f"listenwell-{stage}"


def known_in(file: Path) -> Known:
    """What is remembered of each stage. Raises CloudRefused when the file cannot be read as that."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Known)
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        example = '{"dev": {"account": "123456789012", "region": "eu-central-1"}}'
        raise CloudRefused(f"{file} cannot be read ({error}). It looks like this: {example}") from error


def remember(file: Path, known: Known, stage: str, account: Account) -> None:
    """Write the file, where that changes it."""
    if known.get(stage) != account:
        text = msgspec.json.format(msgspec.json.encode({**known, stage: account}, order="sorted"), indent=2)
        file.write_bytes(text + b"\n")


def forget(file: Path, known: Known, stage: str) -> None:
    """Take the stage out of the file; it may begin elsewhere."""
    if stage in known:
        rest = {name: account for name, account in known.items() if name != stage}
        file.write_bytes(msgspec.json.format(msgspec.json.encode(rest, order="sorted"), indent=2) + b"\n")


def region_for(stage: str, known: Known, environment: str) -> str:
    """Where the stage is: as remembered, else as the environment says. Raises CloudRefused where they
    differ."""
    remembered = known[stage].region if stage in known else ""
    if remembered and environment not in ("", remembered):
        raise CloudRefused(
            f"The stage {stage} is in {remembered} ({FILE}), but the region set here is {environment}. "
            f"Deploy with AWS_DEFAULT_REGION={remembered}; to move the stage, destroy it there first."
        )
    if not remembered and not environment:
        raise CloudRefused(NO_REGION)
    return remembered or environment


def refuse_another(stage: str, known: Known, account: Account, wanted: str) -> None:
    """Raise CloudRefused unless the credentials are of the account remembered, and of the one wanted."""
    if wanted and wanted != account.id:
        raise CloudRefused(
            f"These credentials are of the account {account.id}, not of {wanted}. Sign in to {wanted}, or "
            "choose its profile with AWS_PROFILE."
        )
    remembered = known[stage].id if stage in known else account.id
    if account.id not in (remembered, wanted):
        raise CloudRefused(
            f"The stage {stage} is in the account {remembered} ({FILE}); these credentials are of "
            f"{account.id}. Sign in to {remembered}. Add --account {account.id} if the stage shall be there "
            "from now on."
        )
