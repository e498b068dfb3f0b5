import type { Message } from '@quayside/core/domain/message';
import { IntlMessageFormat } from 'intl-messageformat';
import { apiEnglish } from './api-english.ts';
import { apiFrench } from './api-french.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { policyFormEnglish } from './policy-form-english.ts';
import { policyFormFrench } from './policy-form-french.ts';

export type Locale = 'en' | 'fr';

/** Sentences by message code. */
export type MessageCatalogue = Readonly<Record<string, string>>;

const ours: readonly Readonly<Record<Locale, MessageCatalogue>>[] = [
  { en: english, fr: french },
  { en: apiEnglish, fr: apiFrench },
  { en: policyFormEnglish, fr: policyFormFrench },
];

/** Says a message in a language. */
export type FormatMessage = (message: Message, locale: Locale) => string;

/**
 * Makes the formatter of an installation: core's sentences and those of its connectors.
 *
 * A code without a sentence is said as the code itself: a merchant must never lose a message to a missing text. A test holds that every code has
 * both languages. Messages are stored, so that one may come from an older version that gave other values: then the code is said too.
 */
export function createMessageFormatter(
  connectors: readonly Readonly<Record<Locale, MessageCatalogue>>[],
): FormatMessage {
  const compiled = new Map<string, IntlMessageFormat>();
  return (message, locale) => {
    const key = `${locale} ${message.code}`;
    let format = compiled.get(key);
    if (format === undefined) {
      const catalogue = [...ours, ...connectors].find((each) => message.code in each[locale]);
      const sentence = catalogue?.[locale][message.code];
      if (sentence === undefined) return message.code;
      format = new IntlMessageFormat(sentence, locale);
      compiled.set(key, format);
    }
    try {
      return String(format.format({ ...message.values }));
    } catch {
      // A list of messages must not fail for one of them.
      return message.code;
    }
  };
}
