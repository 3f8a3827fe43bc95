"""A condition of another tool as our `show_if`, and ours as XPath."""

import math
from collections.abc import Mapping
from decimal import Decimal

from listenwell.interchange import expressions as theirs
from listenwell.interchange.draft import Target
from listenwell.interchange.expressions import Call, Ref, Sign, Unsayable, Value
from listenwell.survey.conditions import language as ours
from listenwell.survey.conditions.language import YES, Answered, Compared, Condition
from listenwell.survey.question import NOT_APPLICABLE, Question

_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_COUNTING = ("string-length", "count-selected")


def show_if(given: list[str], known: Mapping[str, Target]) -> str:
    """The text of a condition that holds when all of those given hold. Raises Unsayable."""
    parts = tuple(_meant(theirs.parse(each), known) for each in given)
    text = written(ours.All(parts) if len(parts) > 1 else parts[0])
    if len(text) > ours.MAX_LENGTH:
        raise Unsayable(f"it is longer than {ours.MAX_LENGTH} characters")
    try:
        ours.parse(text)
    except ours.Unclear as unclear:
        raise Unsayable(unclear.reason) from unclear
    return text


def _meant(said: object, known: Mapping[str, Target]) -> Condition:
    match said:
        case theirs.All(parts):
            return ours.All(tuple(_meant(part, known) for part in parts))
        case theirs.Some(parts):
            return ours.Some(tuple(_meant(part, known) for part in parts))
        case theirs.Not(of):
            return ours.Not(_meant(of, known))
        case Call(("selected" | "jr:selected"), (Ref(name), Value((text,)))):
            return _compared(name, "contains", text, known)
        case Call("not", (of,)):
            return ours.Not(_meant(of, known))
        case Ref(name):
            target = _known(name, known)
            yes = YES in target.values.values()
            return Compared(target.item, "=", (YES,)) if yes else Answered(target.item)
        case Call(name, _):
            raise Unsayable(f"“{name}( )” has no equal")
        case Sign():
            return _sign(said, known)
    raise Unsayable("it says something that has no equal")


def _sign(said: Sign, known: Mapping[str, Target]) -> Condition:
    match said:
        case Sign("empty", Ref(name), _):
            return ours.Not(Answered(_known(name, known).item))
        case Sign("notempty", Ref(name), _):
            return Answered(_known(name, known).item)
        case Sign(sign, Ref(name), Value(texts)):
            return _signed(name, sign, texts, known)
        case Sign(sign, Value(texts), Ref(name)) if sign in _FLIPPED:
            return _signed(name, _FLIPPED[sign], texts, known)
        case Sign(sign, Ref(name), Call(("true" | "false") as text, ())):
            return _signed(name, sign, (text,), known)
        case Sign(sign, Call(function, (Ref(name),)), Value((text,))) if function in _COUNTING:
            return _counted(name, sign, text, known)
        case Sign(_, Call(function, _), _) | Sign(_, _, Call(function, _)):
            raise Unsayable(f"“{function}( )” has no equal")
        case Sign(_, Ref(_), Ref(_)):
            raise Unsayable("two answers are compared with each other")
    raise Unsayable("it says something that has no equal")


def _counted(name: str, sign: str, text: str, known: Mapping[str, Target]) -> Condition:
    """How much was written or chosen: only whether there is anything."""
    if (sign, text) in ((">", "0"), (">=", "1"), ("!=", "0")):
        return Answered(_known(name, known).item)
    if (sign, text) in (("=", "0"), ("<", "1")):
        return ours.Not(Answered(_known(name, known).item))
    raise Unsayable("how much was answered is not compared here")


def _signed(name: str, sign: str, texts: tuple[str, ...], known: Mapping[str, Target]) -> Condition:
    if texts in (("",), ()) and sign in ("=", "!="):
        answered = Answered(_known(name, known).item)
        return answered if sign == "!=" else ours.Not(answered)
    match sign:
        case "!=" | "notcontains":
            return ours.Not(_signed(name, "=" if sign == "!=" else "contains", texts, known))
        case "noneof":
            return ours.Not(_signed(name, "anyof", texts, known))
        case "anyof" | "allof" | "contains" if len(texts) > 1:
            parts = tuple(_compared(name, "contains", text, known) for text in texts)
            return ours.Some(parts) if sign == "anyof" else ours.All(parts)
        case "=" if len(texts) > 1:
            raise Unsayable("an answer is compared with several at once")
    if not texts:
        raise Unsayable("an answer is compared with nothing")
    return _compared(name, "contains" if sign in ("anyof", "allof") else sign, texts[0], known)


def _compared(name: str, sign: str, text: str, known: Mapping[str, Target]) -> Condition:
    target = _known(name, known)
    if target.kind == "words":
        raise Unsayable("the words that somebody wrote cannot be compared")
    if target.kind == "number":
        return _number(target, sign, text)
    found = target.values.get(text)
    if found is None and target.kind == "scale" and sign[0] in "<>":
        return _between(target, sign, text)
    if found is None:
        raise Unsayable(f"“{text}” is no answer to “{name}”")
    if found in ("yes", "no") and target.kind == "consent":
        agreed = Compared(target.item, "=", (YES,))
        return agreed if found == "yes" else ours.Not(agreed)
    if target.kind == "many":
        sign = "contains" if sign == "=" else sign
    elif sign == "contains":
        sign = "="
    if target.kind in ("one", "many") and sign[0] in "<>":
        raise Unsayable("its answers have no order here")
    return Compared(target.item, sign, (found,))  # type: ignore[arg-type]


def _number(target: Target, sign: str, text: str) -> Condition:
    number = _decimal(text)
    if number is None or number != number.to_integral_value() or sign not in _FLIPPED:
        raise Unsayable("a number is compared with whole numbers only")
    return Compared(target.item, sign, (int(number),))  # type: ignore[arg-type]


def _between(target: Target, sign: str, text: str) -> Condition:
    """A score below or above something that is no point of the scale itself."""
    number = _decimal(text)
    points = {n: point for key, point in target.values.items() if (n := _decimal(key)) is not None}
    if number is None or not points:
        raise Unsayable(f"“{text}” is no point of the scale")
    if sign[0] == "<":
        below = [point for value, point in points.items() if value < number and isinstance(point, int)]
        if below:
            return Compared(target.item, "<=", (max(below),))
    else:
        above = [point for value, point in points.items() if value > number and isinstance(point, int)]
        if above:
            return Compared(target.item, ">=", (min(above),))
    raise Unsayable("it is never so")


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    return number if math.isfinite(number) else None


def _known(name: str, known: Mapping[str, Target]) -> Target:
    if name not in known:
        raise Unsayable(f"“{name}” is no question that was taken over and stands above")
    return known[name]


def written(condition: Condition) -> str:
    """The condition in our language."""
    match condition:
        case ours.All(parts):
            return " and ".join(_inner(part, (ours.Some,)) for part in parts)
        case ours.Some(parts):
            return " or ".join(_inner(part, (ours.Some,)) for part in parts)
        case ours.Not(of):
            return f"not {_inner(of, (ours.Some, ours.All))}"
        case Answered(item):
            return f"answered({item})"
        case Compared(item, "in", values):
            return f"{item} in ({', '.join(map(str, values))})"
        case Compared(item, sign, values):
            return item if (sign, values) == ("=", (YES,)) else f"{item} {sign} {values[0]}"
    raise TypeError(condition)


def _inner(condition: Condition, bracketed: tuple[type, ...]) -> str:
    text = written(condition)
    return f"({text})" if isinstance(condition, bracketed) else text


def xpath(text: str, asked: Mapping[str, Question]) -> str:
    """A `show_if` as the column `relevant` says it. Raises Unsayable."""
    return _xpath(ours.parse(text), asked)


def _xpath(condition: Condition, asked: Mapping[str, Question]) -> str:
    match condition:
        case ours.All(parts) | ours.Some(parts):
            joint = " and " if isinstance(condition, ours.All) else " or "
            return "(" + joint.join(_xpath(part, asked) for part in parts) + ")"
        case ours.Not(of):
            return f"not({_xpath(of, asked)})"
        case Answered(item):
            return f"{_field(item, asked)} != ''"
        case Compared(item, sign, values):
            found = [_comparison(item, sign, value, asked) for value in values]
            return found[0] if len(found) == 1 else "(" + " or ".join(found) + ")"
    raise TypeError(condition)


def _comparison(item: str, sign: str, value: object, asked: Mapping[str, Question]) -> str:
    question = asked[item.partition(".")[0]]
    answers, field = question.answers(), _field(item, asked)
    if question.measure == "agreed":
        return f"{field} = 'OK'" if (sign, value) == ("=", YES) else f"not({field} = 'OK')"
    if answers.kind == "many":
        return f"selected({field}, '{value}')"
    if answers.kind == "one" and not answers.control == "checked":
        raise Unsayable("only a date can be given there, so it is not asked what was chosen in its place")
    if value == NOT_APPLICABLE or answers.kind == "one":
        quoted = f"{field} {'=' if sign == 'in' else sign} '{value}'"
        return f"({field} != '' and {quoted})" if sign == "!=" else quoted
    same = f"{field} {'=' if sign == 'in' else sign} {value}"
    return f"({field} != '' and {same})" if sign == "!=" else same


def _field(item: str, asked: Mapping[str, Question]) -> str:
    name, _, row = item.partition(".")
    if not row and asked[name].items() and asked[name].items()[0].answer != name:
        raise Unsayable("it asks whether any row was answered")
    return f"${{{name}_{row}}}" if row else f"${{{name}}}"
