import { readFileSync } from 'node:fs';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type { MatchRecord } from '@quayside/core/matching/match-record';
import { z } from 'zod';

/** ISO 4217: the files name none. */
const noCurrency = 'XXX' as CurrencyCode;
const attributes = z.record(z.string(), z.string());
const line = z.object({ left: attributes, right: attributes, match: z.boolean() });

export interface LabelledPair {
  readonly left: MatchRecord;
  readonly right: MatchRecord;
  readonly isMatch: boolean;
}

/**
 * Reads labelled pairs: one JSON object a line, `{"left": {attribute: text}, "right": {…}, "match": true}`. Records that are alike are one object, so that
 * all pairs of a record are seen to compete.
 *
 * @throws Error naming the file and the line that is not such a pair.
 */
export function readPairs(file: string): readonly LabelledPair[] {
  const known = new Map<string, MatchRecord>();
  const intern = (side: string, record: Readonly<Record<string, string>>): MatchRecord => {
    const key = side + JSON.stringify(record);
    const found = known.get(key) ?? recordOf(record);
    known.set(key, found);
    return found;
  };
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      if (text.trim() === '') return [];
      const pair = line.safeParse(parsed(text));
      if (!pair.success) throw new Error(`${file}, line ${index + 1}: no labelled pair`);
      const { left, right, match } = pair.data;
      return [{ left: intern('left', left), right: intern('right', right), isMatch: match }];
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function recordOf(record: Readonly<Record<string, string>>): MatchRecord {
  const price = /^\D*(\d+(?:\.\d+)?)/.exec((record['price'] ?? '').replaceAll(',', ''))?.[1];
  return {
    title: record['title'] ?? record['name'] ?? '',
    brand: record['brand'] ?? record['manufacturer'] ?? null,
    partNumber: record['modelno'] ?? null,
    gtins: [],
    description: record['description'] ?? null,
    category: record['category'] ?? null,
    options: [],
    packageQuantity: null,
    price: price === undefined ? null : { amount: price, currency: noCurrency },
  };
}
