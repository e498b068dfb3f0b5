import { messageCodes } from '@quayside/core/domain/message';
import { describe, expect, it } from 'vitest';
import { operations, type OperationName } from '../admin-api/operations.ts';
import { problemKinds } from '../admin-api/problems.ts';
import { apiEnglish } from './api-english.ts';
import { apiFrench } from './api-french.ts';
import { valuesOf } from './sentence-values.ts';

type Code = keyof typeof apiEnglish;

const codes = Object.keys(apiEnglish) as Code[];

function under(prefix: string): string[] {
  return codes.flatMap((code) => (code.startsWith(prefix) ? [code.slice(prefix.length)] : [])).sort();
}

/** Told of parts of a price: the price itself is there. */
const ofParts = [
  'price.sale-not-lower',
  'price.sale-dates',
  'price.list-lower',
  'price.business-higher',
  'price.tier-not-lower',
];

describe('what the admin API says by itself (P8)', () => {
  it.each(codes)('%s uses the same values in both languages', (code) => {
    expect(valuesOf(apiFrench[code])).toEqual(valuesOf(apiEnglish[code]));
    expect(apiFrench[code]).not.toBe('');
  });

  it('has a sentence for every problem, and none besides', () => {
    expect(under('problem.')).toEqual([...problemKinds, 'invalid-rules'].sort());
  });

  it('names every command, and nothing besides', () => {
    const names = Object.keys(operations) as OperationName[];
    const commands = names.filter((name) => operations[name].kind === 'command');
    expect(under('command.')).toEqual(commands.sort());
  });

  it('has a short reason for everything that leaves a listing without a value, and for nothing besides', () => {
    const refusals = messageCodes.filter(
      (code) =>
        (/^(price|quantity)\./.test(code) && !ofParts.includes(code)) || code === 'listing.stock-not-counted',
    );
    expect(under('reason.')).toEqual(refusals.toSorted());
  });

  it('gives problems a whole sentence, and names of steps none', () => {
    for (const kind of under('problem.')) {
      expect(apiEnglish[`problem.${kind}` as Code], kind).toMatch(/\.$/);
      expect(apiFrench[`problem.${kind}` as Code], kind).toMatch(/\.$/);
    }
    for (const step of under('step.')) expect(apiEnglish[`step.${step}` as Code], step).not.toMatch(/\.$/);
  });
});
