from bot.services.form import Doubt, Field, Found, Kind, Listening, Problem, Step
from bot.services.heard import Heard, HeardEntity
from bot.services.interview import advance, left_open


def read_colour(heard: Heard, _listening: Listening) -> Found | Problem | None:
    value = heard.value("colour")
    if value == "none":
        return Problem(field="colour", code="no_colour")
    return Found(value=value) if value else None


def read_size(heard: Heard, _listening: Listening) -> Found | Doubt | None:
    value = heard.value("size")
    if value == 2:
        return Doubt(field="size", code="really", value=200)
    return Found(value=value) if value else None


FORM = (
    Field(name="colour", read=read_colour),
    Field(name="size", read=read_size, when_unsaid=0),
    Field(name="lid", read=lambda *_: None, needed=lambda known: known.get("size") == 7),
)


def heard(
    text: str = "", intent: str = "inform", confidence: float = 0.9, **entities: object
) -> Heard:
    return Heard(
        text=text,
        intent=intent,
        confidence=confidence,
        entities=tuple(HeardEntity(name=name, value=value) for name, value in entities.items()),
    )


def step(
    message: Heard, requested: str | None = "colour", doubt: object = None, **known: object
) -> Step:
    return advance(
        FORM,
        message,
        Listening(known=known, requested=requested),
        doubt=doubt,  # type: ignore[arg-type]
    )


def test_everything_said_at_once_is_taken_and_nothing_is_asked_again() -> None:
    taken = step(heard(colour="red", size=5), requested=None)
    assert (taken.kind, dict(taken.values)) == (Kind.ANSWERED, {"colour": "red", "size": 5})
    assert taken.next_field is None


def test_a_needed_field_is_asked_only_when_it_applies() -> None:
    assert step(heard(colour="red", size=7), requested=None).next_field == "lid"


def test_an_earlier_answer_is_corrected_and_the_open_question_stays() -> None:
    taken = step(heard(colour="blue"), requested="size", colour="red")
    assert taken.corrected == {"colour"}
    assert taken.next_field == "size"


def test_a_question_is_a_digression_and_the_open_question_stays() -> None:
    taken = step(heard("利息多少?", "ask_rate"))
    assert (taken.kind, taken.next_field, taken.also_asks) == (Kind.DIGRESSED, "colour", True)


def test_a_statement_that_answers_is_no_digression_whatever_the_classifier_thinks() -> None:
    assert step(heard("红的", "ask_rate", colour="red")).kind is Kind.ANSWERED


def test_an_answer_with_a_question_is_kept_and_answered() -> None:
    taken = step(heard("红的,利息多少?", "ask_rate", colour="red"))
    assert (taken.kind, dict(taken.values), taken.also_asks) == (
        Kind.DIGRESSED, {"colour": "red"}, True)  # fmt: skip
    assert taken.next_field == "size"


def test_an_unsure_classifier_does_not_leave_the_question() -> None:
    assert step(heard("嗯哼", "cancel_application", confidence=0.3)).kind is Kind.UNCLEAR
    assert step(heard("算了不借了", "cancel_application")).kind is Kind.LEFT


def test_what_cannot_be_taken_is_named_and_asked_again() -> None:
    taken = step(heard(colour="none"))
    assert (taken.kind, taken.next_field) == (Kind.PROBLEM, "colour")
    assert taken.problem is not None
    assert taken.problem.code == "no_colour"


def test_a_doubtful_value_counts_only_after_yes() -> None:
    doubtful = step(heard(size=2), requested="size", colour="red")
    assert doubtful.kind is Kind.DOUBT
    assert doubtful.next_field == "size"
    assert doubtful.doubt is not None
    waiting = {"field": "size", "value": doubtful.doubt.value, "code": "really"}
    agreed = step(heard("对", "affirm"), "size", waiting, colour="red")
    assert (dict(agreed.values), agreed.next_field) == ({"size": 200}, None)
    denied = step(heard("不对", "deny"), "size", waiting, colour="red")
    assert (denied.kind, denied.next_field) == (Kind.PROBLEM, "size")
    assert denied.problem is not None
    assert denied.problem.code == "not_really"


def test_who_would_rather_not_say_is_let_off_where_the_answer_is_optional() -> None:
    vague = heard("随便", topic="prefer_not_say")
    assert step(vague, requested="size", colour="red").values == {"size": 0}
    assert step(vague, requested="colour").kind is Kind.REFUSED


def test_a_question_that_need_not_be_answered_can_be_left_open() -> None:
    known = {"colour": "red"}
    unclear = step(heard("咕噜", "nlu_fallback", 0.1), requested="size", **known)
    passed = left_open(FORM, unclear, known)
    assert passed is not None
    assert (passed.kind, dict(passed.values), passed.next_field) == (
        Kind.ANSWERED, {"size": 0}, None)  # fmt: skip
    assert left_open(FORM, step(heard("咕噜", "nlu_fallback", 0.1)), {}) is None


def test_why_is_asked() -> None:
    assert step(heard("为什么要问", "credit_education", topic="why_asked")).kind is Kind.ASKED_WHY


def test_the_same_again_is_neither_new_nor_unclear() -> None:
    assert step(heard(colour="red"), requested="size", colour="red").kind is Kind.REPEATED


def test_goodbye_pauses_and_keeps_the_question() -> None:
    taken = step(heard("再见", "goodbye"))
    assert (taken.kind, taken.next_field) == (Kind.PAUSED, "colour")
