"""Short lessons on the words of the trade, found by name and told with worked figures."""

from collections.abc import Mapping

from bot.texts.catalogue import translator
from bot.texts.replies.choices import Choice, choose
from bot.texts.replies.lessons.basis import Basis, Lesson
from bot.texts.replies.lessons.cost import COST
from bot.texts.replies.lessons.credit import CREDIT

LESSONS: Mapping[str, Lesson] = {**COST, **CREDIT}
# The lessons offered to somebody who asked for none of them.
FIRST = ("annual_cost", "credit_report", "minimum_payment")
MOST_RELATED = 2


def lesson(name: str, basis: Basis, language: str) -> str:
    """The lesson ``name`` in three sentences, its figures worked out."""
    found = LESSONS[name]
    return translator(language)(found.text, **found.figures(basis, language))


def which(language: str) -> str:
    """A word we have no lesson on, or none named: what there is."""
    return translator(language)(
        "能讲的有 {count} 个词，都是三句话：年化、手续费、征信、逾期、还款方式、避坑这些。说出那个词就行，或者先看下面的。",
        count=str(len(LESSONS)),
    )


def choices(names: tuple[str, ...], language: str) -> tuple[Choice, ...]:
    """Lessons as choices, by their titles."""
    _ = translator(language)
    titles = ((name, _(LESSONS[name].title)) for name in names)
    # A name of the trade is small inside a sentence and begins large on a button.
    return tuple(
        choose(title[:1].upper() + title[1:], "credit_education", lesson=name)
        for name, title in titles
    )


def related(name: str, language: str) -> tuple[Choice, ...]:
    """The lessons that go with one."""
    return choices(LESSONS[name].related[:MOST_RELATED], language)
