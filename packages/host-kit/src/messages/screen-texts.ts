import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from './format-message.ts';
import { screensEnglish } from './screens-english.ts';
import { screensFrench } from './screens-french.ts';

export type ScreenText = keyof typeof screensEnglish;

/** Says what stands on a screen, in one language. */
export type SayText = (text: ScreenText, values?: Readonly<Record<string, string | number>>) => string;

const catalogues: Readonly<Record<Locale, Readonly<Record<ScreenText, string>>>> = {
  en: screensEnglish,
  fr: screensFrench,
};

/** The texts of the hosts' screens, on the server and in the browser alike. */
export function createScreenTexts(locale: Locale): SayText {
  const formats = new Map<ScreenText, IntlMessageFormat>();
  return (text, values = {}) => {
    const format =
      formats.get(text) ??
      new IntlMessageFormat(catalogues[locale][text], locale, undefined, { ignoreTag: true });
    formats.set(text, format);
    return String(format.format(values));
  };
}
