/** How an amount was read. */
export type AmountReading =
  | { readonly kind: 'plain'; readonly value: string }
  /** Thousands are parted, or the decimal sign is a comma: there is one reading, and it should be told. */
  | { readonly kind: 'grouped' | 'comma'; readonly value: string }
  /** `1.299` or `1,299`: the sign may part thousands or decimals. The lower value is the one with decimals. */
  | { readonly kind: 'ambiguous'; readonly low: string; readonly high: string }
  | { readonly kind: 'none' };

const PLAIN = /^-?(\d+\.?\d*|\.\d+)$/;
const COMMA = /^-?\d*,\d+$/;
const AMBIGUOUS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;
/** Blanks and apostrophes part thousands only. */
const GROUPED_WITH_COMMA = /^-?\d{1,3}(?:[.\s'’]\d{3})+,\d+$/;
const GROUPED_WITH_POINT = /^-?\d{1,3}(?:[,\s'’]\d{3})+\.\d+$/;
const GROUPED_WHOLE = /^-?\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,}|(?:[\s'’]\d{3})+)$/;

/** Reads a number as a catalogue spells it, into decimal text. WooCommerce's own export writes the shop's decimal sign and parts no thousands. */
export function readAmount(text: string): AmountReading {
  if (AMBIGUOUS.test(text)) {
    return { kind: 'ambiguous', low: text.replace(',', '.'), high: text.replace(/[.,]/, '') };
  }
  if (PLAIN.test(text)) return { kind: 'plain', value: tidy(text) };
  if (COMMA.test(text)) return { kind: 'comma', value: tidy(text.replace(',', '.')) };
  if (GROUPED_WITH_COMMA.test(text)) {
    return { kind: 'grouped', value: text.replaceAll(/[.\s'’]/g, '').replace(',', '.') };
  }
  if (GROUPED_WITH_POINT.test(text)) return { kind: 'grouped', value: text.replaceAll(/[,\s'’]/g, '') };
  if (GROUPED_WHOLE.test(text)) return { kind: 'grouped', value: text.replaceAll(/[.,\s'’]/g, '') };
  return { kind: 'none' };
}

/** `.5` and `5.` as the plain decimals that they are. */
function tidy(text: string): string {
  return text.replace(/^(-?)\./, '$10.').replace(/\.$/, '');
}
