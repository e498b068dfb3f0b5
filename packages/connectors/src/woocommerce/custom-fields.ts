import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { ok, type Result } from '@quayside/core/domain/result';
import { z } from 'zod';
import type { Absent, Found, WooClient } from './client.ts';
import { isTooLarge } from './errors.ts';
import { phpList } from './php-list.ts';
import { readListPart, type ListPart, type ListPosition, type ListSource } from './read-list.ts';

/** Far more than is kept of an attribute, with room for the markup that is taken out. */
const longestShown = 4_000;
const mostFields = 200;

/** Whole pages of page builders (Elementor, Beaver Builder, Bricks, SiteOrigin). None of them is ever read. */
const pageBuilderKeys = [
  '_elementor_data',
  '_fl_builder_data',
  '_fl_builder_draft',
  '_bricks_page_content_2',
  'panels_data',
];

/** A custom field that says something by itself: keys with `_` are hidden, for plugins alone (WordPress, "Custom Fields"), and lists and objects are their own matter. */
const customField = z.object({
  key: z.string().regex(/^[^_]/),
  value: z.union([
    z.string().transform((text) => text.slice(0, longestShown)),
    z.number().transform(String),
    z.boolean().transform(String),
  ]),
});
export const customFields = phpList(customField).transform((fields) => fields.slice(0, mostFields));
type CustomField = z.infer<typeof customField>;

/** The member of products and variations that holds them. */
const member = 'meta_data';
const withCustomFields = z.looseObject({ [member]: customFields });

/** A product or variation as the shop sent it, with no more of its custom fields than is read: it is kept between two pages. */
function withoutBulk(raw: unknown): unknown {
  const hasFields = typeof raw === 'object' && raw !== null && member in raw;
  return hasFields ? (withCustomFields.safeParse(raw).data ?? raw) : raw;
}

/** The custom fields of a product or variation as the shop sent it. */
export function customFieldsOf(raw: unknown): readonly CustomField[] {
  return withCustomFields.safeParse(raw).data?.[member] ?? [];
}

/** The same with these custom fields. */
export function withFields(raw: unknown, fields: readonly CustomField[]): unknown {
  return { ...z.looseObject({}).parse(raw), [member]: fields };
}

interface RichListPart extends ListPart {
  /** The shop sent the custom fields with the rows. */
  readonly hasCustomFields: boolean;
}

/**
 * Reads the next rows of a list with their custom fields; without them where the shop cannot send so much at once, which nothing tells beforehand: page builders
 * keep megabytes there. Newer shops leave those of known page builders out (`exclude_meta`, a parameter of lists in 11.0.1; older ones pass over it).
 *
 * @param fields what else is asked for of each row.
 * @param isTooMuch which failures mean that.
 */
export async function readRichPart(
  client: WooClient,
  source: ListSource,
  fields: string,
  position: ListPosition,
  isTooMuch: (error: ConnectorError) => boolean,
): Promise<Result<RichListPart | Absent, ConnectorError>> {
  const { query } = source;
  const richQuery = { ...query, _fields: `${fields},${member}`, exclude_meta: pageBuilderKeys.join(',') };
  const rich = await readListPart(client, { ...source, query: richQuery }, position);
  if (rich.ok) return ok(markPart(rich.value, true));
  if (!isTooMuch(rich.error)) return rich;
  const plain = await readListPart(client, { ...source, query: { ...query, _fields: fields } }, position);
  return plain.ok ? ok(markPart(plain.value, false)) : plain;
}

function markPart(part: ListPart | Absent, hasCustomFields: boolean): RichListPart | Absent {
  if (part.kind === 'absent') return part;
  return { ...part, rows: part.rows.map((row) => ({ ...row, raw: withoutBulk(row.raw) })), hasCustomFields };
}

/**
 * One product with its custom fields; with none where even these are too large. So a product has the same ones whichever way it was read.
 *
 * @param fields what else is asked for.
 */
export async function readRichProduct(
  client: WooClient,
  id: string,
  fields: string,
): Promise<Result<Found<unknown>, ConnectorError>> {
  const ask = (asked: string) =>
    client.look({
      method: 'get',
      endpoint: `products/${id}`,
      query: { _fields: asked, _skip_cache: 1 },
      schema: z.unknown(),
    });
  const rich = await ask(`${fields},${member}`);
  if (rich.ok) return ok(change(rich.value, withoutBulk));
  if (!isTooLarge(rich.error)) return rich;
  const plain = await ask(fields);
  return plain.ok ? ok(change(plain.value, (raw) => withFields(raw, []))) : plain;
}

function change(found: Found<unknown>, by: (raw: unknown) => unknown): Found<unknown> {
  return found.kind === 'absent' ? found : { ...found, value: by(found.value) };
}
