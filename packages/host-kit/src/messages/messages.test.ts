import { messageCodes } from '@quayside/core/domain/message';
import { describe, expect, it } from 'vitest';
import { english } from './english.ts';
import { createMessageFormatter } from './format-message.ts';
import { french } from './french.ts';
import { screensEnglish } from './screens-english.ts';
import { screensFrench } from './screens-french.ts';
import { valuesOf } from './sentence-values.ts';

describe('message catalogues (P8)', () => {
  it('hold every code of core and no other, in both languages', () => {
    expect(Object.keys(english).sort()).toEqual([...messageCodes].sort());
    expect(Object.keys(french).sort()).toEqual([...messageCodes].sort());
  });

  it.each(messageCodes)('%s uses the same values in both languages', (code) => {
    expect(valuesOf(french[code])).toEqual(valuesOf(english[code]));
  });

  it.each(messageCodes)('%s sends the merchant to a screen by the name it has in the menu', (code) => {
    for (const screen of ['channels', 'listings', 'orders', 'policies', 'activity'] as const) {
      const title: keyof typeof screensEnglish = `screen.${screen}.title`;
      if (english[code].includes(` under ${screensEnglish[title]}`)) {
        expect(french[code]).toContain(` ${screensFrench[title]}`);
      }
    }
  });

  it('say a sentence in the language asked for', () => {
    const format = createMessageFormatter([]);
    const message = { code: 'activity.order-imported', values: { order: '902-1', units: 2, reserved: 2 } };
    expect(format(message, 'en')).toBe('Order 902-1 imported (2 units): its stock is reserved.');
    expect(format(message, 'fr')).toBe('Commande 902-1 importée (2 unités) : son stock est réservé.');
    const unlinked = { ...message, values: { ...message.values, reserved: 0 } };
    expect(format(unlinked, 'en')).toBe('Order 902-1 imported (2 units).');
  });

  it('say the sentences of connectors', () => {
    const format = createMessageFormatter([
      { en: { 'toy.broken': 'Broken' }, fr: { 'toy.broken': 'Cassé' } },
    ]);
    expect(format({ code: 'toy.broken', values: {} }, 'fr')).toBe('Cassé');
  });

  it('say the code of a stored message that lacks a value of today’s sentence, and fail no list for it', () => {
    const format = createMessageFormatter([]);
    expect(format({ code: 'activity.connected', values: {} }, 'en')).toBe('activity.connected');
    const other = { code: 'activity.order-imported', values: { order: '902-1', units: 'two' } };
    expect(() => format(other, 'fr')).not.toThrow();
  });

  it('keep what a merchant typed as it is, whatever it looks like', () => {
    const odd = "{0} <b>O’Hara & fils</b> '#' {x, plural, other {y}}";
    const message = { code: 'activity.connected', values: { connection: odd } };
    expect(createMessageFormatter([])(message, 'fr')).toBe(`${odd} est connecté.`);
  });

  it('say the code where a sentence is missing, so that no message is lost', () => {
    expect(createMessageFormatter([])({ code: 'nobody.knows', values: {} }, 'en')).toBe('nobody.knows');
  });
});
