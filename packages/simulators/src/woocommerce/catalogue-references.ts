import type { CatalogueProblems } from '../catalogue-file/catalogue-problems.ts';
import type { CatalogueProduct } from './catalogue-product.ts';

/** Leaves out what the shop could not hold: a second product with the same id or SKU, a variation without parent. */
export function checkReferences(
  products: readonly CatalogueProduct[],
  problems: CatalogueProblems,
): CatalogueProduct[] {
  const byId = new Map<number, CatalogueProduct>();
  const bySku = new Map<string, CatalogueProduct>();
  const refuse = (it: CatalogueProduct, column: string, message: string): boolean => {
    problems.add({ row: it.row, column, message, rowLeftOut: true });
    return false;
  };
  const unique = products.filter((it) => {
    const sameId = it.id === undefined ? undefined : byId.get(it.id);
    if (sameId !== undefined) return refuse(it, 'ID', `${it.id} is also the ID of row ${sameId.row}`);
    const sameSku = it.sku === '' ? undefined : bySku.get(it.sku);
    if (sameSku !== undefined) return refuse(it, 'SKU', `"${it.sku}" is also the SKU of row ${sameSku.row}`);
    if (it.id !== undefined) byId.set(it.id, it);
    if (it.sku !== '') bySku.set(it.sku, it);
    return true;
  });
  return unique.filter((it) => {
    if (it.type !== 'variation') return true;
    if (it.parent === '') return refuse(it, 'Parent', 'The variation names no parent');
    const parent = it.parent.startsWith('id:') ? byId.get(Number(it.parent.slice(3))) : bySku.get(it.parent);
    if (parent === undefined) return refuse(it, 'Parent', `No row of the file is "${it.parent}"`);
    if (parent.type !== 'variable') return refuse(it, 'Parent', `"${it.parent}" is not a variable product`);
    return true;
  });
}
