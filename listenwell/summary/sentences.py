"""How are methods, cautions and notes told in the language of the summary?

Figures are made by pure functions that tell their method and their doubts in English; so do the tables that
quality leads keep. Each such sentence stands here with its holes. The same names are under `sentences` in
summaries/words/<language>.yaml, and a summary tells them from there.
"""

import re
from functools import cache
from typing import Any

import msgspec

from listenwell.summary.words import Words

SENTENCES = {
    "open_link": "an open link has no response rate",
    "few_answered": "hidden: fewer than five answered, or it would give few away",
    "passed_on": "no response rate: more answered than were invited, so the link was passed on",
    "rr1": "AAPOR RR1: completed / invited",
    "rr5": "AAPOR RR5: completed / invited without bounces",
    "wilson": "share with Wilson score interval",
    "box": "{box} share of a {points}-point scale with Wilson score interval",
    "ces_share": "Customer Effort Score, share of {low}-{high} with Wilson score interval",
    "ces_mean": "Customer Effort Score, mean of {low}-{high}, mean with t interval",
    "nps": "Net Promoter Score (promoters minus detractors) with adjusted Wald interval",
    "nps_change": "difference of two Net Promoter Scores: adjusted Wald interval and test",
    "share_change": "difference of two shares: Newcombe hybrid score interval, pooled z-test",
    "mean_change": "difference of two means: Welch's t interval and test",
    "mean": "mean with t interval",
    "mean_rank": "mean rank among {options} options, 1 is best, with t interval",
    "homogeneity": "chi-square test of homogeneity (Pearson, uncorrected)",
    "each_answer": "pooled z for each answer, Holm's adjustment over the answers, for they are not exclusive",
    "adjusted": "Benjamini-Hochberg adjustment over {comparisons} comparisons",
    "weighted": "weighted share with Wilson score interval at the effective n (approximation)",
    "post_stratified": "post-stratification, {cap}",
    "capped": "weights at most {times} times their mean",
    "not_capped": "no cap",
    "relative_weights": "Johnson relative weights",
    "relative_weights_sum": "Johnson relative weights, summing to R2",
    "alpha": "Cronbach's alpha of {items} items, {missing}, with Feldt interval",
    "pairwise": "pairwise",
    "listwise": "listwise",
    "kappa": "Cohen's kappa with large-sample interval",
    "distinctive": "log-odds ratio with informative Dirichlet prior",
    "holds_word": "comments that hold a word of the theme",
    "quadrants": "importance-performance analysis, cross-hairs at the {at}",
    "grand_mean": "grand mean",
    "median": "median",
    "pareto": "Pareto: sorted by count, ties by name, 'other' last",
    "limits": "{chart}, 3-sigma limits from {periods} periods",
    "p_chart": "p chart",
    "p_dash_chart": "Laney p' chart",
    "xmr_chart": "XmR chart",
    "we1": "one point beyond 3 sigma",
    "we2": "two of three beyond 2 sigma, same side",
    "we3": "four of five beyond 1 sigma, same side",
    "we4": "eight in a row on one side",
    "few_for_drivers": "{cases} complete cases are too few for {drivers} drivers.",
    "few_cases": "Too few complete cases for {drivers} drivers.",
    "some_for_drivers": "{cases} complete cases for {drivers} drivers: fewer than about 10 each.",
    "no_spread": "A question has the same answer from everyone: nothing can go with it.",
    "same_drivers": "Two drivers, or combinations of them, say exactly the same: drop one.",
    "contradicting": "The pairs rest on different respondents and contradict each other.",
    "no_alpha": "Too few answers, or answers without spread.",
    "unknown_one": "1 response of the version {version}, which no release holds: not counted.",
    "unknown_more": "{n} responses of the version {version}, which no release holds: not counted.",
    "apart": "“{question}” had another type or scale in the version {version}: not counted with it.",
    "uncounted_one": "1 response of this period not counted: corrected or withdrawn later, or a withdrawal.",
    "uncounted_more": (
        "{n} responses of this period not counted: corrected or withdrawn later, or a withdrawal."
    ),
    "counted_from_store": "The archive is damaged ({reason}), so all answers were counted from the store.",
    "read_from_store": "The archive is damaged ({reason}), so the comments were read from the store.",
    "no_population": "Not weighted: the segment {segment} has no population.",
    "silent_segment": "Not weighted: the segment {segment} has no answers.",
    "at_line": "{file}, line {line}: {problem}",
    "no_text": "the file is no text. Save the table as CSV (UTF-8).",
    "unreadable": "{file}: the table cannot be read ({reason}). Save it as CSV (UTF-8).",
    "no_columns": "the file is empty. Its columns are {columns}.",
    "unknown_column": "the column “{column}” is not known and is left out. The columns are {columns}.",
    "missing_column": "the column “{column}” is missing, so no row can be read.",
    "empty_cell": "“{column}” is empty; the row is left out.",
    "many_rows": "{file}: only the first {rows} rows were read.",
    "no_day": "“{text}” is no day. Write it like 2026-12-31.",
    "unknown_state": "the state “{state}” is not known; there are {states}. It counts as open.",
    "unknown_theme_state": "the state “{state}” is not known; there are {states}. The row is left out.",
    "no_number": "“{text}” under {column} is no whole number; the row is left out.",
    "too_many_bounced": "{bounced} bounced of {invited} invited cannot be; the row is left out.",
    "unknown_theme": "the theme “{theme}” is not in {file}; the row is left out.",
    "short_word": (
        "“{word}” is too short, or has a star within. Write words like late, waiting time or wait*."
    ),
    "no_period": "“{text}” is no period: {reason}.",
    "far_period": "“{text}” is not between the years {first} and {last}.",
    "turned_period": "“{text}” ends before it begins.",
    "what_period": (
        "“{text}” is no period; write a year (2026), a quarter (2026-Q3), a month (2026-09), a "
        "week (2026-W39) or two dates (2026-01-15..2026-03-31)."
    ),
}
"""Name to the sentence as the program tells it. Where two fit, the earlier one does."""

_TOLD = frozenset(("method", "meaning", "caution", "note", "notes", "problems", "weighting", "crosshair"))
"""The fields of a Summary that hold such sentences."""
_LISTS = "; "
_NESTED = frozenset(("problem", "reason", "cap", "missing", "at", "chart"))
"""The holes that hold a sentence of ours again."""


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for name, sentence in SENTENCES.items():
        parts = re.split(r"\{(\w+)\}", sentence)
        holes = (f"(?P<{p}>.+?)" if number % 2 else re.escape(p) for number, p in enumerate(parts))
        found.append((name, re.compile("".join(holes), re.DOTALL)))
    return found


def told(sentence: str, words: Words) -> str:
    """The sentence in the language of `words`; as it is where it is none of ours.

    A hole may hold a sentence again, and several may be divided by semicolons.
    """
    for name, pattern in _patterns():
        if match := pattern.fullmatch(sentence):
            holes = {k: told(v, words) if k in _NESTED else v for k, v in match.groupdict().items()}
            return words("sentences", name, **holes)
    parts = sentence.split(_LISTS)
    return _LISTS.join(told(part, words) for part in parts) if len(parts) > 1 else sentence


def in_words(value: Any, words: Words) -> Any:
    """A Summary, or a part of one, with its methods, cautions and notes in the language of `words`."""
    known: dict[str, str] = {}

    def say(sentence: str) -> str:
        if sentence not in known:
            known[sentence] = told(sentence, words)
        return known[sentence]

    def turned(each: Any, name: str) -> Any:
        if isinstance(each, msgspec.Struct):
            fields = {f: getattr(each, f) for f in each.__struct_fields__}
            new = {f: there for f, old in fields.items() if (there := turned(old, f)) is not old}
            return msgspec.structs.replace(each, **new) if new else each
        if isinstance(each, tuple):
            found = tuple(turned(one, name) for one in each)
            return found if any(a is not b for a, b in zip(found, each, strict=True)) else each
        if isinstance(each, str) and each and name in _TOLD:
            there = say(each)
            return each if there == each else there
        return each

    return turned(value, "")
