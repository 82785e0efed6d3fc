import asyncio

from bot.channels.telegram.pace import Backoff, Pace, pause


class SkippingLoop(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to the next timer instead of waiting for it."""

    _skipped = 0.0

    def time(self) -> float:
        return super().time() + self._skipped

    def _run_once(self) -> None:
        scheduled, ready = self._scheduled, self._ready  # type: ignore[attr-defined]
        if scheduled and not ready:
            self._skipped += max(0.0, scheduled[0].when() - self.time())
        super()._run_once()  # type: ignore[misc]


def times_of(chats: list[int], *, remembered: int = 4096) -> list[float]:
    """When each of some messages that are all ready at once may go out, from the first on."""

    async def send() -> list[float]:
        pace, loop, out = Pace(chats=remembered), asyncio.get_running_loop(), list[float]()

        async def one(chat: int) -> None:
            await pace.turn(chat)
            out.append(loop.time())

        await asyncio.gather(*(one(chat) for chat in chats))
        return [at - out[0] for at in out]

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return runner.run(send())


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(1 for at in times if start <= at < start + seconds) for start in times)


def test_a_bot_sends_no_more_than_thirty_messages_in_any_second() -> None:
    times = times_of(list(range(300)))

    assert most_within(times, 1.0) <= 30
    assert 11 <= times[-1] <= 13  # 25 a second


def test_one_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    times = times_of([7] * 10)

    assert times[2] < 0.1
    assert most_within(times[3:], 0.9) == 1
    assert 6.5 <= times[-1] <= 7.5


def test_a_busy_chat_holds_up_nobody_else() -> None:
    assert sum(at < 0.5 for at in times_of([7] * 10 + [8, 9])) == 5


def test_it_remembers_only_so_many_chats() -> None:
    async def send() -> int:
        pace = Pace(chats=3)
        for chat in range(10):
            await pace.turn(chat)
        return len(pace._by_chat)

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        assert runner.run(send()) == 3


def test_waits_double_to_the_longest_and_begin_anew() -> None:
    backoff = Backoff(first=1, longest=30)
    assert [backoff.next() for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert [backoff.next() for _ in range(2000)][-1] == 30
    backoff.reset()
    assert backoff.next() == 1


def test_a_pause_ends_early_when_all_is_to_end() -> None:
    async def waits() -> tuple[float, float]:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        begin = loop.time()
        await pause(stop, 5)
        middle = loop.time()
        stop.set()
        await pause(stop, 5)
        return middle - begin, loop.time() - middle

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        first, second = runner.run(waits())

    assert first >= 5
    assert second < 1
