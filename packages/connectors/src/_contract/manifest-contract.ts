import type { ConnectorManifest } from '@quayside/core/ports/manifest';
import { expect, it } from 'vitest';
import { placeholders } from './watched-context.ts';

/** What every manifest keeps to; called inside a `describe`. */
export function manifestCases(manifest: ConnectorManifest): void {
  const { en, fr } = manifest.messages;

  it('says everything in English and French, with the same values', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    for (const [code, sentence] of Object.entries(en)) {
      expect(code.startsWith(`${manifest.id}.`), code).toBe(true);
      expect(placeholders(fr[code] ?? ''), code).toEqual(placeholders(sentence));
      // What happened, and what to do (or that there is nothing to do).
      expect(sentence.length, code).toBeGreaterThan(40);
      // A straight apostrophe quotes in ICU and would swallow a placeholder.
      expect(`${sentence}${fr[code] ?? ''}`, code).not.toContain("'");
    }
  });

  it('names every field and every choice in English and French', () => {
    const wanted = manifest.fields.flatMap(({ name, hasHint, options = [] }) => [
      name,
      ...(hasHint ? [`${name}.hint`] : []),
      ...options.filter((option) => option.name === undefined).map(({ value }) => `${name}.${value}`),
    ]);
    for (const language of ['en', 'fr'] as const) {
      expect(Object.keys(manifest.labels[language]).sort(), language).toEqual([...new Set(wanted)].sort());
    }
  });

  it('has usable times and limits', () => {
    for (const [name, milliseconds] of Object.entries(manifest.timing)) {
      expect(milliseconds, name).toBeGreaterThanOrEqual(0);
      expect(Number.isSafeInteger(milliseconds), name).toBe(true);
    }
    for (const [operation, limit] of Object.entries(manifest.rateLimits)) {
      expect(limit.perSecond, operation).toBeGreaterThan(0);
      expect(limit.burst, operation).toBeGreaterThanOrEqual(1);
    }
  });
}
