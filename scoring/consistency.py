"""Which of the facts that a person stated cannot all be true; it must not decide anything."""

from scoring.applicant import Applicant
from scoring.reasons import Reason, reason


def contradictions(applicant: Applicant) -> tuple[Reason, ...]:
    """Return every pair of stated facts that contradict each other, as reasons.

    Nobody is called a liar for it: questions are misheard and answers mistyped. But a rule that
    decides on facts that cannot all be true decides on nothing, so a person looks.
    """
    found = []
    lines, homes = applicant.open_credit_lines, applicant.real_estate_loans
    payments = applicant.monthly_debt_payments
    if homes > lines:
        found.append(reason("more_homes_than_loans", homes=homes, lines=lines))
    if applicant.card_utilisation is not None and not lines:
        found.append(reason("card_without_line"))
    if payments and not lines:
        found.append(reason("payments_without_line", payments=payments))
    if homes and not payments:
        found.append(reason("home_loan_without_payments", homes=homes))
    elif lines and not payments and applicant.card_utilisation is None:
        # Without a card every line is a loan, and a loan is paid.
        found.append(reason("loans_without_payments", lines=lines))
    return tuple(found)
