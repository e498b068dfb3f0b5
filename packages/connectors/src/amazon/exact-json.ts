/**
 * JSON whose prices never become binary floats (P5). Amazon's listing attributes (`value_with_tax`) and its fees (`Amount`) write money as a JSON number, unlike
 * every other money of SP-API, which is decimal text.
 *
 * Both sides are of ECMAScript's "JSON.parse source text access", which Node has since version 21; TypeScript does not know it yet.
 */
interface SourceTextJson {
  rawJSON(text: string): unknown;
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
}

const sourceTextJson = JSON as unknown as SourceTextJson;

/** Members that hold prices: of listing attributes (`value` is also that of others, of which none is read here), and of the `MoneyType` of Product Fees v0. */
const priceMembers: readonly string[] = ['value_with_tax', 'value', 'Amount'];

/**
 * A JSON number with exactly these digits, for `JSON.stringify`.
 *
 * @throws Error when the text is not a plain decimal: a bug.
 */
export function exactNumber(amount: string): unknown {
  if (!/^(0|[1-9]\d*)(\.\d+)?$/.test(amount)) throw new Error('Not a plain decimal');
  return sourceTextJson.rawJSON(amount);
}

/**
 * Parses JSON; a price that is a number comes as its own digits, as text.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function parseExactJson(text: string): unknown {
  return sourceTextJson.parse(text, (key, value, { source }) =>
    typeof value === 'number' && priceMembers.includes(key) ? (source ?? String(value)) : value,
  );
}
