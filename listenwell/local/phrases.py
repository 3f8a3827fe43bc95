"""What simulated customers write: by language, then by question, or by mood where no question is named."""

BY_QUESTION: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "what": (
            "The boiler serviced and the certificate sent to us the same day.",
            "A deep clean of both floors before the inspection.",
            "Somebody who looks at the whole ventilation, not only at the filter.",
            "The gutters cleared and the loose slates put back.",
            "Regular cleaning of the workshop, with the machines left as they are.",
            "The lift made to run again, and an honest word on how long it will last.",
        ),
        "wanted": (
            "They wanted the heating looked at before winter.",
            "A cleaning plan for the new wing.",
            "The leak in the roof found, not only patched.",
        ),
        "why": (
            "So that we can open on Monday without complaints.",
            "The audit is in March and everything has to be on record.",
            "My mother lives here and must not be cold.",
            "Every hour of standstill costs us an order.",
            "We want to stop paying for the same repair each year.",
        ),
        "line_of_work_other": ("Printing works", "Veterinary practice", "Boat yard"),
        "date_met": (),
        "anything_else": (
            "No, that was all.",
            "Please thank the young man who came on Friday.",
            "Send the bill to the office.",
        ),
    },
    "de": {
        "what": (
            "Die Heizung gewartet und den Nachweis noch am selben Tag.",
            "Eine Grundreinigung beider Stockwerke vor der Begehung.",
            "Jemanden, der sich die ganze Lüftung ansieht und nicht nur den Filter.",
            "Regelmäßige Reinigung der Werkstatt, ohne dass etwas verstellt wird.",
        ),
        "wanted": (
            "Die Heizung sollte vor dem Winter geprüft werden.",
            "Ein Reinigungsplan für den neuen Flügel.",
        ),
        "why": (
            "Damit wir am Montag ohne Beschwerden öffnen können.",
            "Im März ist Audit, dann muss alles belegt sein.",
            "Jede Stunde Stillstand kostet uns einen Auftrag.",
        ),
        "line_of_work_other": ("Druckerei", "Tierarztpraxis"),
        "date_met": (),
        "anything_else": ("Nein, das war alles.", "Grüßen Sie bitte den Kollegen vom Freitag."),
    },
}

BY_MOOD: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "good": (
            "They asked what we needed and did exactly that.",
            "Friendly, clean and on time. Thank you!",
            "For once somebody explained what was done and why.",
            "The new text message half an hour before the visit is very good.",
            "Our contact always knows our building. Please keep her.",
            "Quick answer by telephone, and the date was kept.",
        ),
        "fair": (
            "The work was good, but the invoice took six weeks.",
            "Fine on the whole; I would like the same person each time.",
            "Good service. The price went up without a word, though.",
            "All right, only the report could be shorter.",
        ),
        "bad": (
            "Nobody told me that the visit was moved. I took the day off for nothing.",
            "I had to explain the problem three times to three people.",
            "You did what was on the list, not what I had asked for.",
            "The telephone rang out four times. Call me on 01632 960 555 if you want to hear more.",
            "The floor was left wet and a visitor slipped.",
            "Two weeks late, and no word from you. Write to me: j.miller@example.com",
        ),
    },
    "de": {
        "good": (
            "Man hat gefragt, was wir brauchen, und genau das gemacht.",
            "Freundlich, sauber und pünktlich. Danke!",
            "Die Nachricht eine halbe Stunde vor dem Termin ist sehr gut.",
        ),
        "fair": (
            "Die Arbeit war gut, aber die Rechnung kam erst nach sechs Wochen.",
            "Im Ganzen in Ordnung; ich hätte gern immer dieselbe Person.",
        ),
        "bad": (
            "Niemand hat mir gesagt, dass der Termin verschoben ist.",
            "Ich musste das Problem dreimal erklären.",
            "Der Boden war nass und ein Besucher ist ausgerutscht.",
        ),
    },
}

_OTHER: dict[str, tuple[str, ...]] = {
    "en": ("Something in between, really.", "It depends on the season.", "Ask me again next year."),
    "de": (
        "Etwas dazwischen.",
        "Das hängt von der Jahreszeit ab.",
        "Fragen Sie nächstes Jahr noch einmal.",
    ),
}


def other_words(question: str, language: str) -> tuple[str, ...]:
    """What is written beside "other"; `<question>_other` of BY_QUESTION where it is there."""
    spoken = language if language in _OTHER else "en"
    return BY_QUESTION[spoken].get(f"{question}_other", ()) or _OTHER[spoken]
