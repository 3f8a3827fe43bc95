"""What does the state of a stack mean for whoever wants to deploy, and what is to be done?"""

from listenwell.storage.aws_stack import Now

READY = (
    "CREATE_COMPLETE",
    "UPDATE_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE",
    "IMPORT_COMPLETE",
    "IMPORT_ROLLBACK_COMPLETE",
)
DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")

_DESTROY = "Mend that, then run `listenwell deploy --stage {stage} --destroy` and deploy again."
_CONTINUE = "Mend that, then run `listenwell deploy --stage {stage} --rollback`: it ends the going back."
_STATES = {
    "ROLLBACK_COMPLETE": (
        "The first deployment of the stage {stage} failed and was taken back; nothing of it is left but its "
        "name, which CloudFormation does not use again.{cause} " + _DESTROY
    ),
    "ROLLBACK_FAILED": (
        "The first deployment of the stage {stage} failed, and taking it back failed too.{cause} " + _DESTROY
    ),
    "CREATE_FAILED": "The first deployment of the stage {stage} failed.{cause} " + _DESTROY,
    "UPDATE_ROLLBACK_FAILED": (
        "A deployment of the stage {stage} failed, and going back to the state before failed too; customers "
        "may meet either.{cause} " + _CONTINUE
    ),
    "UPDATE_FAILED": (
        "A deployment of the stage {stage} failed, and somebody told CloudFormation not to go back.{cause} "
        "Roll the stack back in the AWS console (or `aws cloudformation rollback-stack`), then deploy again."
    ),
    "DELETE_FAILED": (
        "Destroying the stage {stage} stopped on the way.{cause} Mend that, then run "
        "`listenwell deploy --stage {stage} --destroy` again, as before."
    ),
}
_BUSY = (
    "Somebody else, or an earlier command, is changing the stage {stage} at this moment ({status}). Wait "
    "until that is over, then run the same command again."
)
_STRANGE = (
    "The stack of the stage {stage} is in a state that we do not know ({status}); look at it in the "
    "AWS console."
)


def why_not(stage: str, now: Now | None, cause: str) -> str:
    """Why nothing can be deployed onto a stack in this state, with the remedy; "" when it can."""
    if now is None or now.empty or now.status in READY:
        return ""
    busy = now.status.endswith("_IN_PROGRESS")
    text = _BUSY if busy else _STATES.get(now.status, _STRANGE)
    return text.format(stage=stage, status=now.status, cause=f" The cause: {cause}" if cause else "")


def how_it_ended(stage: str, now: Now, cause: str) -> str:
    """What a deployment that failed has left, with the cause and the remedy; "" when all went well."""
    if now.status in DONE:
        return ""
    if now.status == "UPDATE_ROLLBACK_COMPLETE":
        what = f"CloudFormation could not carry it out and put everything back: {stage} is as it was before."
        return f"{what} The cause: {cause or now.reason or 'it tells none'}"
    return why_not(stage, now, cause or now.reason)
