"""Who wants a mail when a summary is ready, and the mail.

subscribers.py  who wants one, of which surveys
messages.py     the mail: text and HTML, a link and no figure
nightly.py      what the night's run calls
telling.py      once for each edition and subscriber, recorded before and after
smtp.py         by the mail server of the settings; storage/aws_mail.py by SES
"""

from listenwell.mailing.subscribers import Subscriber, subscribe, subscribers, unsubscribe
from listenwell.mailing.telling import tell

__all__ = ["Subscriber", "subscribe", "subscribers", "tell", "unsubscribe"]
