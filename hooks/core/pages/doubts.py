"""What is not known, and what has not been confirmed: facts in, one quiet sentence out.

What is unknown is told once, at the end of the box or the list that it belongs to, and never as a row of its own
(web standards, C7); one dated sentence says who checked and how. Whoever shows a doubt marks it with `data-caveat`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.content import Content
from core.models.review import CheckedRecord
from core.text import day_words


@dataclass(frozen=True)
class Told:
    """What is said of how something was checked: the dated sentence, and the doubt that is left, or ''."""

    dated: str
    doubt: str

    def __str__(self) -> str:
        """Give both."""
        return f"{self.dated} {self.doubt}".strip()


def checked_words(content: Content, records: Iterable[CheckedRecord], today: datetime.date) -> Told:
    """Say when, by whom and how one or several records were checked, whether they are confirmed, and what is due."""
    all_reviewed = [content.reviewed(record) for record in records]
    one = len(all_reviewed) == 1
    checks = [reviewed.last for reviewed in all_reviewed]
    dates = sorted({check.day for check in checks})
    when = day_words(dates[0]) if len(dates) == 1 else f"mellan {day_words(dates[0])} och {day_words(dates[-1])}"
    roles = in_words(dict.fromkeys(check.role for check in checks))
    hows = in_words(dict.fromkeys(content.vocabulary.check_names[check.how] for check in checks))
    dated = f"{'Senast kontrollerad' if one else 'Senast kontrollerade'} {when} av {roles}, {hows}."
    unconfirmed = [reviewed for reviewed in all_reviewed if not reviewed.once_confirmed]
    doubts = []
    if one and unconfirmed:
        doubts.append("Inte bekräftad av verksamheten.")
    elif len(unconfirmed) == len(all_reviewed):
        doubts.append("Ingen är bekräftad av den som svarar.")
    elif unconfirmed:
        doubts.append("Alla är inte bekräftade av dem som svarar.")
    if late := [reviewed.due for reviewed in all_reviewed if reviewed.lapsed(today)]:
        doubts.append(f"Skulle ha kontrollerats igen senast {day_words(min(late))}.")
    return Told(dated, " ".join(doubts))


def unknown_words(missing: Sequence[str]) -> str:
    """Say what is not known, such as «Vi vet inte än: ålder och kostnad.»; '' when all is."""
    return f"Vi vet inte än: {in_words(missing)}." if missing else ""


def in_words(parts: Iterable[str]) -> str:
    """Join words as one does in a sentence."""
    *first, last = parts
    return f"{', '.join(first)} och {last}" if first else last
