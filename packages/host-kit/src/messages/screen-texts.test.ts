import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { valuesOf } from './sentence-values.ts';
import { createScreenTexts, type ScreenText } from './screen-texts.ts';
import { screensEnglish } from './screens-english.ts';
import { screensFrench } from './screens-french.ts';

const apps = path.resolve(import.meta.dirname, '../../../../apps');
const texts = Object.keys(screensEnglish) as ScreenText[];

/** Every text that a host names: written out, or as a template with `${...}` in it. */
const named = readdirSync(apps, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/node_modules|dist|\.test\./.test(file))
  .flatMap(
    (file) => readFileSync(path.join(apps, file), 'utf8').match(/(?<=['`])screen\.[^'`\s]+(?=['`])/g) ?? [],
  );

function isNamed(text: string): boolean {
  return named.some((name) => {
    const [first = '', ...rest] = name.split(/\$\{[^}]*\}/);
    if (rest.length === 0) return name === text;
    const pattern = [first, ...rest].map((part) => part.replaceAll('.', '\\.')).join('[a-z-]+');
    return new RegExp(`^${pattern}$`).test(text);
  });
}

describe('the texts of the screens', () => {
  it('are named in the hosts, so that the checks below look at something', () => {
    expect(named.length).toBeGreaterThan(100);
    expect(isNamed('screen.orders.title')).toBe(true);
    expect(isNamed('screen.orders.nonsense')).toBe(false);
  });

  it('exist for every name that a host writes out', () => {
    const writtenOut = named.filter((name) => !name.includes('${'));
    expect(writtenOut.filter((name) => !texts.includes(name as ScreenText))).toEqual([]);
  });

  it('are all used', () => {
    expect(texts.filter((text) => !isNamed(text))).toEqual([]);
  });

  it.each(texts)('%s uses the same values in both languages', (text) => {
    expect(valuesOf(screensFrench[text])).toEqual(valuesOf(screensEnglish[text]));
    expect(screensFrench[text]).not.toBe('');
  });

  it('are said with their values, in the language of the member', () => {
    expect(createScreenTexts('en')('screen.orders.retried', { retried: 12, stillHeld: 0 })).toBe(
      '12 orders retried, of which none is held any more.',
    );
    expect(createScreenTexts('fr')('screen.health.importing-of', { done: 1200, total: 3400 })).toMatch(
      /^Premier import : 1\s200 sur 3\s400$/,
    );
  });

  it.each([
    ['en', 180, /^every 3 minutes, when Quayside asks for all changes\. Amazon does not/],
    ['en', 60, /^every minute, when/],
    ['en', 1, /^every second, when/],
    ['fr', 180, /^toutes les 3 minutes, quand Quayside demande/],
    ['fr', 5, /^toutes les 5 secondes, quand/],
  ] as const)(
    'P8: without notifications real time is said in the figures of the manifest: %s, %i s',
    (locale, seconds, text) => {
      const minutes = Math.floor(seconds / 60);
      const values = { platform: 'Amazon', minutes, seconds };
      expect(createScreenTexts(locale)('screen.account.orders-come.asked', values)).toMatch(text);
    },
  );

  it('keep what a merchant typed as it is', () => {
    const odd = "<b>O’Hara & fils</b> '#' {x}";
    expect(createScreenTexts('en')('screen.disconnect.title', { name: odd })).toBe(`Disconnect ${odd}?`);
  });
});
