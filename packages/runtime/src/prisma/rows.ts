import { instant, toMilliseconds, type Instant } from '@quayside/core/domain/instant';
import { parseMoney, type Money } from '@quayside/core/domain/money';
import type { Message } from '@quayside/core/domain/message';
import { Prisma } from './generated/client.ts';

/** What the conversions of all tables share. Rows and domain types are different types on purpose (ADR 0005). */

export const toDate = (moment: Instant): Date => new Date(toMilliseconds(moment));
export const toDateOrNull = (moment: Instant | null): Date | null =>
  moment === null ? null : toDate(moment);
export const fromDate = (date: Date): Instant => instant(date.getTime());
export const fromDateOrNull = (date: Date | null): Instant | null => (date === null ? null : fromDate(date));

/** Ids that the database holds are ours already; `null` stays `null`. */
export function idOrNull<Branded extends string>(text: string | null): Branded | null {
  return text as Branded | null;
}

/** @throws Error when the row holds no exact amount: it was not written by us. */
export function fromMoney(amount: { toFixed(): string }, currency: string): Money {
  const parsed = parseMoney(amount.toFixed(), currency);
  if (!parsed.ok) throw new Error(`A row holds money that is ${parsed.error}`);
  return parsed.value;
}

export function fromMoneyOrNull(amount: { toFixed(): string } | null, currency: string | null): Money | null {
  return amount === null ? null : fromMoney(amount, currency ?? '');
}

export const toJson = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;
export const toJsonOrNull = (value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === null ? Prisma.DbNull : toJson(value);
export const fromMessage = (value: Prisma.JsonValue): Message => value as unknown as Message;
