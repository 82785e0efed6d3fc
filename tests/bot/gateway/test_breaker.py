from bot.gateway.breaker import Breaker


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[Breaker, Seconds]:
    clock = Seconds()
    breaker = Breaker(failures=5, pause_seconds=10.0, clock=clock)
    for _ in range(5):
        assert breaker.lets_through()
        breaker.failed()
    return breaker, clock


def test_it_opens_after_failures_in_a_row_only() -> None:
    breaker = Breaker(failures=5, pause_seconds=10.0, clock=Seconds())
    for _ in range(3):
        for _ in range(4):
            breaker.failed()
        breaker.succeeded()
    assert not breaker.is_open
    assert breaker.lets_through()


def test_open_it_spares_calls_until_its_pause_is_over() -> None:
    breaker, clock = opened()
    assert breaker.is_open
    assert not breaker.lets_through()
    clock.now += 9.9
    assert not breaker.lets_through()


def test_after_the_pause_one_call_goes_through_and_the_others_wait_for_it() -> None:
    breaker, clock = opened()
    clock.now += 10
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert [breaker.lets_through() for _ in range(3)] == [True, True, True]


def test_a_trial_that_fails_opens_it_again() -> None:
    breaker, clock = opened()
    clock.now += 10
    assert breaker.lets_through()
    breaker.failed()
    clock.now += 9.9
    assert not breaker.lets_through()
    clock.now += 0.2
    assert breaker.lets_through()


def test_a_trial_that_never_ends_does_not_keep_it_open_for_good() -> None:
    breaker, clock = opened()
    clock.now += 10
    assert breaker.lets_through()
    clock.now += 10
    assert breaker.lets_through()
