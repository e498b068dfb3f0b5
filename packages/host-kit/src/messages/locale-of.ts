import type { Locale } from './format-message.ts';

/** French for every French, English for everybody else: of a language tag such as `fr-CA`, or of a list of them. */
export function localeOf(language: string | null): Locale {
  return /^fr(?![a-z])/i.test(language ?? '') ? 'fr' : 'en';
}
