import io

import pytest

from bot.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_file_gets_a_line_at_each_end() -> None:
    echo = io.StringIO()
    with progress(echo, "Working"):
        assert echo.getvalue() == "Working ...\n"

    assert echo.getvalue() == "Working ...\nWorking ... 0 s, done\n"


def test_a_terminal_gets_one_line() -> None:
    echo = Terminal()
    with progress(echo, "Working"):
        pass

    assert echo.getvalue() == "\rWorking ... 0 s, done\n"


def test_a_failure_is_told_and_passed_on() -> None:
    echo = io.StringIO()

    with pytest.raises(ValueError, match="why"), progress(echo, "Working"):
        raise ValueError("why")

    assert echo.getvalue().endswith("0 s, failed\n")


def test_nothing_is_written_to_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(None, "Working"):
        pass

    assert capsys.readouterr() == ("", "")
