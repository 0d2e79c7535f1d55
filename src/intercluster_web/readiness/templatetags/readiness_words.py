"""Words of readiness in templates."""

from typing import Any

from django import template

from intercluster.readiness.hypotheses import Hypothesis, Level, Sign
from intercluster.readiness.keys import Key
from intercluster_web.readiness import presentation

register = template.Library()
register.filter("sign_label", presentation.sign_label)
register.filter("sign_figure", presentation.sign_figure)


@register.filter
def hypothesis_label(code: Hypothesis) -> Any:
    return presentation.HYPOTHESES[code]


@register.filter
def hypothesis_meaning(code: Hypothesis) -> Any:
    return presentation.MEANINGS[code]


@register.filter
def level_word(level: Level) -> Any:
    return presentation.LEVELS[level]


@register.filter
def level_tone(level: Level) -> str:
    return presentation.TONES[level]


@register.filter
def key_label(key: Key) -> Any:
    return presentation.KEYS[key]


@register.filter
def speaks(sign: Sign) -> str:
    """for, against or unknown: the class of a sign's mark."""
    return "unknown" if sign.speaks_for is None else "for" if sign.speaks_for else "against"
