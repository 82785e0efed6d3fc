"""Rights that one process at a time holds, in the table; knows nobody who holds one."""

from datetime import datetime

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from bot.services.records import Duplicate
from bot.storage.tables import LeaseRow


class SqlLeases:
    """Rights by name; implements `delivery.Leases`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def acquire(self, name: str, *, holder: str, until: datetime, now: datetime) -> bool:
        """Take or keep a right; False while another holder's time runs."""
        taken = self._session.scalar(
            update(LeaseRow)
            .where(LeaseRow.name == name, or_(LeaseRow.holder == holder, LeaseRow.until < now))
            .values(holder=holder, until=until)
            .returning(LeaseRow.name)
            .execution_options(synchronize_session=False)
        )
        if taken is not None:
            return True
        try:
            with self._session.begin_nested():
                self._session.add(LeaseRow(name=name, holder=holder, until=until))
        except Duplicate:
            return False
        return True

    def release(self, name: str, *, holder: str) -> None:
        """Give a right back, if this holder has it."""
        self._session.execute(
            delete(LeaseRow)
            .where(LeaseRow.name == name, LeaseRow.holder == holder)
            .execution_options(synchronize_session=False)
        )
