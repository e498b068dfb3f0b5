import type { Stock } from '@quayside/core/domain/stock';
import { Decimal } from 'decimal.js';
import { shownText, type NoteProblem } from '../_kit/field-problem.ts';
import type { WooSellable } from './product-shape.ts';

/**
 * - Counted, and sold down to zero: tracked. Counted, and sold below zero: backorderable. A count below zero stays as it is.
 * - Not counted: untracked, unless the merchant has set it to "out of stock", which is a count of zero.
 * - Counted on the product for all of its variations together (`parent`): the same, and each variation shows the whole of it, with the product's `backorders`
 *   (plugin source, WC_Product_Variation::get_stock_quantity, get_backorders); `mapVariation` says that they share it.
 * - Fractions (plugins for goods by weight) are cut down to whole units: half a unit cannot be sold on a marketplace.
 * - A count that is no number is a count of zero: the one reading that cannot oversell, and that the merchant sees.
 */
export function mapStock(
  shown: Pick<WooSellable, 'manage_stock' | 'stock_quantity' | 'stock_status' | 'backorders'>,
  note: NoteProblem,
): Stock {
  if (shown.manage_stock === false) {
    return shown.stock_status === 'outofstock' ? { kind: 'tracked', quantity: 0 } : { kind: 'untracked' };
  }
  const counted = readCount(shown.stock_quantity);
  if (counted === null || !counted.eq(counted.floor())) note('stock', shown.stock_quantity);
  if (counted === null) return { kind: 'tracked', quantity: 0 };
  // Adding 0 turns -0 into 0.
  const quantity = counted.floor().toNumber() + 0;
  return { kind: shown.backorders === 'no' ? 'tracked' : 'backorderable', quantity };
}

/** `null` when it is no number, or larger than any count. */
function readCount(shown: unknown): Decimal | null {
  const text = shownText(shown);
  // Managed but never counted: the shop itself treats it as none.
  if (text === '') return new Decimal(0);
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) return null;
  const count = new Decimal(text.replace(/^\+/, ''));
  return count.abs().lt(Number.MAX_SAFE_INTEGER) ? count : null;
}
