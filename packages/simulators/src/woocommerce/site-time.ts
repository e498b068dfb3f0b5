/**
 * Site-local and GMT times as WordPress writes them: `YYYY-MM-DDTHH:MM:SS` without a zone, whole seconds. The site's
 * zone is a fixed offset in minutes east of UTC.
 */
export interface SiteTimes {
  readonly local: string;
  readonly gmt: string;
}

const MINUTE_MS = 60_000;
const ZONE = /(Z|[+-]\d{2}:?\d{2})$/i;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}(:?\d{2})?)?$/i;

/** An instant in both forms; null stays null. */
export function siteTimes(instant: Date, offsetMinutes: number): SiteTimes {
  return {
    local: wholeSeconds(new Date(instant.getTime() + offsetMinutes * MINUTE_MS)),
    gmt: wholeSeconds(instant),
  };
}

/** True for what WordPress takes as a date-time parameter (RFC 3339; the zone may be missing). */
export function isSiteDateTime(text: string): boolean {
  return DATE_TIME.test(text) && !Number.isNaN(Date.parse(ZONE.test(text) ? text : `${text}Z`));
}

/** The instant of a site-local time without a zone, or of one that carries its own. */
export function instantOfLocal(text: string, offsetMinutes: number): Date {
  if (ZONE.test(text)) return new Date(text);
  return new Date(Date.parse(`${text}Z`) - offsetMinutes * MINUTE_MS);
}

/**
 * The text a time filter is compared with. WordPress turns a value with a zone into site-local wall time whatever
 * column is compared, so that `Z` together with `dates_are_gmt=true` is off by the site's offset (observed: a shop
 * outside UTC returned nothing).
 */
export function filterBoundary(text: string, offsetMinutes: number): string {
  if (!ZONE.test(text)) return text.slice(0, 19);
  return siteTimes(new Date(text), offsetMinutes).local;
}

function wholeSeconds(instant: Date): string {
  return instant.toISOString().slice(0, 19);
}
