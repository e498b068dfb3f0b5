import type { MatchRecord } from '@quayside/core/matching/match-record';
import { splitTitle, foldText } from '@quayside/core/matching/normalize-text';
import { codesOf } from '@quayside/core/matching/read-record';

/**
 * A record as another shop might have it: the part number in a field of its own or only in the title, the brand named or not. What is changed follows from
 * the record alone, so that it is the same in every pair. Without this, a model that never saw such fields would not know what to make of them.
 */
export function disguise(record: MatchRecord): MatchRecord {
  if (chanceOf(`whether ${record.title}`) < 0.2) return record;
  const chance = chanceOf(record.title);
  const [first = ''] = splitTitle(record.title);
  const codes = (first.match(/[\p{L}\d][\p{L}\d\-_/.+#]*[\p{L}\d]/gu) ?? []).filter(
    (word) => codesOf(foldText(word)).length > 0,
  );
  const code = codes.at(-1);
  const takesCode = record.partNumber === null && code !== undefined;
  const losesCode = record.partNumber !== null && chance < 0.25;
  return {
    ...record,
    title: takesCode && chance < 0.8 ? record.title.replaceAll(code, ' ') : record.title,
    partNumber: takesCode ? code : losesCode ? null : record.partNumber,
    brand: brandOf(record, first),
  };
}

function brandOf({ brand, title }: MatchRecord, first: string): string | null {
  const chance = chanceOf(`brand ${title}`);
  if (brand === null) return chance < 0.5 ? (first.split(/\s+/)[0] ?? null) : null;
  return chance < 0.25 ? null : brand;
}

/** A number from 0 to 1 that follows from a text (FNV-1a with a final mix). */
export function chanceOf(text: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) / 4_294_967_296;
}
