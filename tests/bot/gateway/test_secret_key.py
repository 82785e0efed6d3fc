import multiprocessing
import stat
from pathlib import Path

from bot.gateway.secret_key import FILE, secret_key


def test_a_configured_one_is_taken_and_nothing_written(tmp_path: Path) -> None:
    assert secret_key("given", tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


def test_it_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made = secret_key("", folder)
    assert len(made) == 64
    assert secret_key("", folder) == made
    assert [one.name for one in folder.iterdir()] == [FILE]
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600


def test_processes_that_start_at_once_agree_on_one(tmp_path: Path) -> None:
    with multiprocessing.get_context("forkserver").Pool(8) as pool:
        made = pool.starmap(secret_key, [("", tmp_path)] * 8, chunksize=1)
    assert len(set(made)) == 1
    assert [one.name for one in tmp_path.iterdir()] == [FILE]
