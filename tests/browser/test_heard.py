"""What a screen reader is told: role, name, description and state of every control of every question type."""

from typing import Any

import msgspec
from playwright.sync_api import Browser

from listenwell.pages.rendering import Renderer
from listenwell.survey.question import Refusal
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Questionnaire

from .conftest import Site

TOLD = {"group", "radio", "checkbox", "textbox", "combobox"}

HEARD = {
    "rating": """
group: Overall, how good was our service? (optional)
  A hint. Enter your answer
radio: 1 – Very poor
radio: 2
radio: 3
radio: 4
radio: 5 – Very good
radio: Not applicable
""",
    "rating-grid": """
group: How good were we at (optional)
  A hint.
group: Timing
  Enter your answer
radio: 1 – Very poor
radio: 2
radio: 3
radio: 4
radio: 5 – Very good
group: Value
  Enter your answer
radio: 1 – Very poor
radio: 2
radio: 3
radio: 4
radio: 5 – Very good
""",
    "recommend": """
group: Would you recommend us? (optional)
  A hint. Enter your answer
radio: 0 – Not at all likely
radio: 1
radio: 2
radio: 3
radio: 4
radio: 5
radio: 6
radio: 7
radio: 8
radio: 9
radio: 10 – Very likely
""",
    "effort": """
group: It was easy to get an appointment. (optional)
  A hint. Enter your answer
radio: 1 – Strongly disagree
radio: 2
radio: 3
radio: 4
radio: 5
radio: 6
radio: 7 – Strongly agree
""",
    "yes-no": """
group: Does it work now? (optional)
  A hint. Enter your answer
radio: Yes, it works
radio: No, it does not
""",
    "choice": """
group: Did we meet the date? (optional)
  A hint. Enter your answer
radio: Yes
radio: No
""",
    "choices": """
group: Which days suit you? (optional)
  A hint. Enter your answer
checkbox: Monday
checkbox: Tuesday
checkbox: Wednesday
""",
    "ranking": """
group: What matters most to you? (optional)
  A hint. Give each line its own number. 1 is the most important, 3 the least.
combobox: Being on time, wrong
  Enter your answer
combobox: A low price, wrong
  Enter your answer
combobox: Being kept informed, wrong
  Enter your answer
""",
    "text": """
textbox: What should we do better? (optional), wrong
  A hint. You can use up to 2,000 characters Enter your answer
""",
    "number": """
textbox: How many visits did it take? (optional), wrong
  A hint. A whole number from 0 to 9 Enter your answer
""",
    "date": """
group: By which date? (optional)
  A hint. Enter your answer
radio: As soon as possible
radio: No fixed date
radio: On this date
textbox: Day, wrong
  A hint. For example: 27 3 2027 Enter your answer
textbox: Month, wrong
  A hint. For example: 27 3 2027 Enter your answer
textbox: Year, wrong
  A hint. For example: 27 3 2027 Enter your answer
""",
    "consent": """
checkbox: You may quote my words (optional), wrong
  A hint. Enter your answer
""",
    "statement": "",
    "contact": """
group: Would you like an answer? (optional)
  A hint.
textbox: E-mail address, wrong
  A hint. Enter your answer
textbox: Telephone number, wrong
  A hint. Enter your answer
checkbox: Use these details to answer me, wrong
  A hint. We keep these details apart from your answers and delete them after 90 days. Enter your answer
""",
}


def heard(tree: list[dict[str, Any]]) -> list[str]:
    """The controls of the form in their order, as `role: name, wrong` and below it its description."""
    nodes = {node["nodeId"]: node for node in tree}
    lines: list[str] = []

    def walk(node: dict[str, Any]) -> None:
        role = node.get("role", {}).get("value", "")
        if not node["ignored"] and role in TOLD:
            name, more = (node.get(key, {}).get("value", "") for key in ("name", "description"))
            states = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
            wrong = ", wrong" if states.get("invalid") == "true" else ""
            lines.extend([f"{role}: {name}{wrong}", *([f"  {more}"] if more else [])])
        for child in node.get("childIds", []):
            walk(nodes[child])

    walk(next(node for node in tree if node.get("role", {}).get("value") == "form"))
    return lines


def test_every_question_type_is_heard_with_its_name_and_what_is_wrong(browser: Browser, site: Site) -> None:
    renderer = Renderer(site.release.index(), site.release.templates())
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    found = {}
    try:
        for name, row in QUESTION_TYPES.items():
            question = msgspec.structs.replace(row.example, hint="A hint.")
            asked = Questionnaire(
                survey="s", segment="household", language="en", title="T", questions=(question,)
            )
            refusals = [Refusal(field, "required") for field in question.fields()]
            page.goto("about:blank")  # or the policy of the page before would hold for this one too
            page.set_content(renderer.survey_page(asked, refusals=refusals))
            found[name] = heard(session.send("Accessibility.getFullAXTree")["nodes"])
    finally:
        page.close()
    assert found == {name: text.strip().splitlines() for name, text in HEARD.items()}
