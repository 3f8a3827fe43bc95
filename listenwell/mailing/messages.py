"""What does the mail say? Which summary is ready and where it is; no figure, and nothing that anybody
wrote."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from markupsafe import Markup

from listenwell.mailing.subscribers import Subscriber
from listenwell.summary.editions import Edition, Shelf, folder


def message(
    subscriber: Subscriber,
    shelf: Shelf,
    edition: Edition,
    *,
    sender: str,
    address: str,
    us: str,
    now: datetime,
) -> EmailMessage:
    """The mail about an edition, in text and HTML. Sent again it has the same Message-ID. `address` is that
    of the site, `us` who sends it."""
    period = shelf.period.replace("..", " to ")
    state = "The final summary" if edition.final else "A first summary to date"
    days = f"{shelf.first:%-d %B %Y} to {shelf.last:%-d %B %Y}"
    place = f"{address.rstrip('/')}/staff/{folder(shelf.survey, shelf.period)}"
    end = f"{address.rstrip('/')}/unsubscribe/{subscriber.id}/{subscriber.token}"
    mail = EmailMessage()
    mail["Subject"] = _line(
        f"{shelf.title}, {period}: {'final summary' if edition.final else 'summary to date'}"
    )
    mail["From"] = sender
    mail["To"] = subscriber.address
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{_name(shelf, edition)}.{subscriber.id}@{sender.rpartition('@')[2]}>"
    mail["List-Unsubscribe"] = f"<{end}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        f"{state} of “{shelf.title}” for {period} ({days}) is ready.\n\n"
        f"Read it after signing in:\n{place}\n\n"
        f"{us}\n\n"
        f"You get this because somebody put this address on the list of subscribers. To end it:\n{end}\n",
        cte="quoted-printable",
    )
    mail.add_alternative(
        _HTML.format(state=state, title=shelf.title, period=period, days=days, place=place, us=us, end=end),
        subtype="html",
        cte="quoted-printable",
    )
    # Folded at 78 characters, an address would be encoded, and no mail program would find it.
    mail.policy = mail.policy.clone(max_line_length=998)
    return mail


def _name(shelf: Shelf, edition: Edition) -> str:
    return f"{shelf.survey}.{shelf.period.replace('..', '_')}.{edition.number}"


def _line(text: str) -> str:
    """The words on one line, as a header wants them."""
    return " ".join(text.split())


_HTML = Markup("""\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}, {period}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,sans-serif;color:#16191d">
<div style="max-width:560px">
<p style="font-size:20px;font-weight:700;margin:0 0 8px">{title} · {period}</p>
<p>{state} of “{title}” for {period} ({days}) is ready.</p>
<p style="margin:24px 0"><a href="{place}" style="display:inline-block;padding:12px 24px;background:#0b5c7a;\
color:#fff;border-radius:8px;text-decoration:none;font-weight:650">Read it after signing in</a></p>
<p>{us}</p>
<p style="font-size:14px;color:#4d5660;border-top:1px solid #dde2e7;padding-top:12px">You get this because \
somebody put this address on the list of subscribers. \
<a href="{end}" style="color:#4d5660">No more of these mails</a></p>
</div></body></html>
""")
