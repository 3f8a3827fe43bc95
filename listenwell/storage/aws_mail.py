"""Mail by Amazon SES. What the code calls: ses SendEmail."""

from email.message import EmailMessage
from typing import Any

from listenwell.storage.aws_client import BotoCoreError, ClientError, code_of
from listenwell.storage.mail import MaybeSent, NotSent


class SesSender:
    """A Sender. The client makes one attempt: a second one could send twice."""

    def __init__(self, client: Any) -> None:
        """`client` is that of sesv2."""
        self._client = client

    def send(self, message: EmailMessage) -> None:
        """Hand the mail over whole, as it is. Raises NotSent, MaybeSent."""
        try:
            self._client.send_email(
                FromEmailAddress=message["From"],
                Content={"Raw": {"Data": message.as_bytes()}},
            )
        except ClientError as error:
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= 500:
                raise MaybeSent(f"SES: {code_of(error)}") from None
            raise NotSent(f"SES: {code_of(error)}") from None
        except BotoCoreError as error:
            raise MaybeSent(f"SES: {type(error).__name__}") from None
