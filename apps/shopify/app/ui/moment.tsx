import type { Locale } from '@quayside/host-kit/messages/format-message';
import { useScreen } from './screen-context.tsx';

const units = [
  ['day', 24 * 60 * 60 * 1000],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
] as const;
/** Longer ago than that, the date says more. */
const longestRelativeMs = 7 * 24 * 60 * 60 * 1000;

/** A moment relative to when the page was made, or its date when it is long ago; pointing at it shows it in full, UTC. */
export function Moment({ at }: { readonly at: string }) {
  const { locale, now } = useScreen();
  return (
    // Node and browsers know slightly different spaces and signs of a language.
    <time dateTime={at} title={exactly(at, locale)} suppressHydrationWarning>
      {relatively(at, now, locale)}
    </time>
  );
}

/** Date and time, UTC named. */
export function ExactMoment({ at }: { readonly at: string }) {
  const { locale } = useScreen();
  return (
    <time dateTime={at} suppressHydrationWarning>
      {exactly(at, locale)}
    </time>
  );
}

function relatively(at: string, now: string, locale: Locale): string {
  const passed = Date.parse(at) - Date.parse(now);
  if (Math.abs(passed) > longestRelativeMs) return exactly(at, locale);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const [unit, ms] = units.find(([, size]) => Math.abs(passed) >= size) ?? (['second', 1000] as const);
  return words.format(Math.round(passed / ms), unit);
}

function exactly(at: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
    .format(Date.parse(at))
    .concat(' UTC');
}
