// Sums of decimal strings in whole cents, so that no float ever rounds a sum that is shown.

export function total(rows) {
  const cents = rows.reduce((sum, row) => sum + BigInt(row.payment.replace(".", "")), 0n);
  const digits = cents.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
