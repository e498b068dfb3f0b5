import type { Money } from '../domain/money.ts';

/** What one side says of a product: a variant of the shop, an item of a channel's catalogue, or a row of a channel's list. Plain text, in any language. */
export interface MatchRecord {
  readonly title: string;
  readonly brand: string | null;
  /** The manufacturer's own part or model number. */
  readonly partNumber: string | null;
  /** Trade item numbers, in their form of 14 digits. */
  readonly gtins: readonly string[];
  readonly description: string | null;
  readonly category: string | null;
  /** What tells it from its siblings: option values, colour, size. */
  readonly options: readonly string[];
  /** Pieces in one package where the source says so by itself; `null`: read from the title, if at all. */
  readonly packageQuantity: number | null;
  readonly price: Money | null;
}
