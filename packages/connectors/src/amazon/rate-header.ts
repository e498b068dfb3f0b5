/** The rate that applied to a call, in requests per second (SP-API documentation, "Usage Plans and Rate Limits"). */
export const rateHeader = 'x-amzn-ratelimit-limit';

/** The rates that Amazon publishes go from 0.0056 to 80 (models of 2026-08-05); whatever is far from them is a mistake. */
const lowest = 0.0005;
const highest = 10_000;

/**
 * Reads the header.
 *
 * @returns `undefined` when there is none, and `null` for anything but a rate: it must never become a wait.
 */
export function readRate(headers: Readonly<Record<string, string>>): number | null | undefined {
  const text = headers[rateHeader];
  if (text === undefined) return undefined;
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text.trim())) return null;
  const rate = Number(text);
  return rate >= lowest && rate <= highest ? rate : null;
}
