import { parseGtin, type Gtin } from '@quayside/core/domain/gtin';

/** @throws Error when the text is no trade item number. */
export function aGtin(text: string): Gtin {
  const gtin = parseGtin(text);
  if (!gtin.ok) throw new Error(`${text} is no trade item number`);
  return gtin.value;
}
