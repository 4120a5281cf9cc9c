"""The grammar of time expressions: a regular language over the word classes of `lexer`, one named rule for each form."""

from __future__ import annotations

import re
from functools import cache

# Word classes are explained in resources/times.toml; the lexer adds y (year), d (day of a month), n (number), o (ordinal),
# 1 (date in figures), 2 (clock), 3 (holiday), 4 (am, pm), Z (decade), ' (possessive) and | (paragraph).
UNIT = "[UcC]"
# Runs are bounded, so that a table of figures costs no more than its length.
NUMBER = r"(?:[ndy](?:-?n){0,6}(?:&aH|(?:[Yq]|-)[nd](?:-?n){0,6})?)"
VAGUE = r"(?:aVf?|Vf?)"
COUNT = rf"(?:{NUMBER}|{VAGUE}|an+|a)"
ABOUT = r"(?:A|mY|@m|@E)"
DATE = r"(?:(?:W\.?,?)?M\.?[do](?!(?:[-/]?n|'))(?:-[do](?![-n]))?(?:,?y)?|(?:W\.?,?)?(?:to|o|d)f?M\.?(?:,?y)?)"
CLOCK = r"(?:[dn2]4z?z?|2z?|[dn]gtP)"
END = r"(?=[.,|;:)\"'_-]|$)"
RULES: tuple[tuple[str, str], ...] = (
    ("figures", "1"),
    ("timed", rf"(?:{CLOCK}|E?-?P)J?(?:{DATE}|W|D)"),
    ("weekof", rf"Uf{DATE}"),
    ("monthday", rf"l?{DATE}"),
    ("monthyear", r"M\.?,?f?y"),
    ("monthrel", r"M\.?,?f?[lhx]U"),
    ("relmonth", r"[lhxT]p?M\.?"),
    ("weekdaypart", r"(?:[lhx]p?)?WE?P"),
    ("relweekday", r"(?:(?:[lhxT]p?|tF|tl)W|Wf?[lhx]U)"),
    ("ago", rf"{ABOUT}?{COUNT}m?-?[Uu](?:qj|q{NUMBER})?-?G"),
    ("agoday", rf"(?:W|M\.?)a?{UNIT}G"),
    ("shift", rf"{ABOUT}?{COUNT}[Uu](?:e|b(?=[.,|]))"),
    ("yearago", r"t?k?U-[eG](?:[cUi])?(?![nd])"),
    ("quarter", r"(?:[lhx]U'(?:I-?)?o-?[cH]|t?yI?o-?[cH]|t?I?-?(?:o-?[cH]|lH)(?:f(?:I?U?y|t?[lhx]?I?U))?|t?o-?C)"),
    ("yearperiod", r"t?y[ci](?!-)"),
    ("yearend", r"(?:[hlx]|t)?U'?-?B(?!f)"),
    ("fiscal", r"t?IU?y|t?[lhxkR]?IU|[lhxR]Iy"),
    ("relquarter", r"(?:[lhxT]U'c|t?[kRlxhTvp]c|t[kR]i)"),
    ("pastspan", rf"(?:{ABOUT}|t)?t?(?:[lpxvFO]|hp){ABOUT}?(?:{NUMBER}|Vf?)m?[uUc]"),
    ("rel", rf"(?:e?(?:g(?=t))?(?:hp?|t?[lpxvFO]|TS?|tS|t?R(?=U)){UNIT}|egt{UNIT})"),
    ("adjacent", r"t?U[eb](?=[.,|]|$)"),
    ("lastpart", r"(?:h|l|tx|tF|tS)P|DE?P|N"),
    ("today", "D"),
    ("set", rf"r{NUMBER}?[UucC]|rW|wP?s?|W(?=andw)|Q"),
    ("decade", r"[t]?Z|t?oZ"),
    ("years", r"y[-/][dyn](?!n)"),
    ("length", rf"(?:{ABOUT}?(?:{NUMBER}m?-?[UucC](?:-L)?|{NUMBER}m?u|an+u|Vu|aVf?u|H-?a?[UC]|a[UC](?!{UNIT}|-[eG]))|t?(?:o|k|U-[eG])?{NUMBER}u)"),
    ("season", r"(?:[lhx]p?s|ts(?:f?y)?(?!f)|sf?y|(?<=[gE-])s(?!-))"),
    ("holiday", r"(?:[lhx]p?)?3(?:,?y)?"),
    ("year", r"I?y"),
    ("month", r"M\.?(?!d)"),
    ("weekday", r"W\.?(?!\w)|W"),
    ("clock", rf"{CLOCK}"),
    ("part", r"(?<=[g@b])t?P(?!f)"),
    ("vaguelength", r"Ru|tOu|Ou|u(?:-L)?"),
    ("theunit", r"t[Uc](?!-)"),
    ("reference", r"tR|R|tp(?=[.,;]|$)"),
)
HEDGE = r"(?P<hedge>(?:t?Bf?)?t?(?:E-?|e)?)"


@cache
def grammar() -> re.Pattern[str]:
    """One pattern for all rules; `lastgroup` names the rule that matched, group "hedge" is "early", "the end of" before it."""
    return re.compile(rf"{HEDGE}(?:" + "|".join(f"(?P<{name}>{rule})" for name, rule in RULES) + ")")
