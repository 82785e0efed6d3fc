import stat
from pathlib import Path

import pytest

from bot.gateway.reading import Unreadable, read
from bot.gateway.spool import Spool
from tests.bot.gateway.doubles import inbound


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", "c1")


def test_nothing_waits_at_first(spool: Spool) -> None:
    assert list(spool.waiting()) == []
    spool.clear()


def test_messages_come_back_whole_and_in_order(spool: Spool) -> None:
    kept = [inbound("想借五万", "m1"), inbound("第一行\n第二行", "m2"), inbound("", "m3")]
    for one in kept:
        spool.put(one)
    back = list(spool.waiting())
    assert [one.message_id for one in back] == ["m1", "m2", "m3"]
    assert [one.text for one in back] == ["想借五万", "第一行 第二行", ""]
    assert [one.received_at for one in back] == [one.received_at for one in kept]


def test_another_process_finds_them(tmp_path: Path) -> None:
    Spool(tmp_path, "c1").put(inbound("想借五万"))
    assert [one.text for one in Spool(tmp_path, "c1").waiting()] == ["想借五万"]
    assert list(Spool(tmp_path, "c2").waiting()) == []


def test_what_was_cleared_is_gone(spool: Spool) -> None:
    spool.put(inbound("想借五万"))
    spool.clear()
    assert list(spool.waiting()) == []


def test_the_file_is_the_owner_s_alone_and_holds_no_identifiers(
    tmp_path: Path, spool: Spool
) -> None:
    spool.put(inbound("我的手机号13812345678，密码是abc12345"))
    (file,) = (tmp_path / "spool").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    written = file.read_text(encoding="utf-8")
    assert "13812345678" not in written
    assert "abc12345" not in written


def test_a_command_is_still_one_after_the_wait(spool: Spool) -> None:
    spool.put(inbound("/cancel"))
    (back,) = spool.waiting()
    assert back.text.startswith("/")


def test_what_was_too_long_is_still_too_long_after_the_wait(spool: Spool) -> None:
    spool.put(inbound("借" * 30_000))
    (back,) = spool.waiting()
    assert read(back.text).unreadable is Unreadable.TOO_LONG


def test_a_line_that_a_crash_cut_short_does_not_hide_the_others(
    tmp_path: Path, spool: Spool
) -> None:
    spool.put(inbound("想借五万", "m1"))
    (file,) = (tmp_path / "spool").iterdir()
    with file.open("a", encoding="utf-8") as torn:
        torn.write('{"channel": "cons')
    assert [one.message_id for one in spool.waiting()] == ["m1"]
