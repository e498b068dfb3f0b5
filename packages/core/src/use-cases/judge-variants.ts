import type { Connection } from '../domain/connection.ts';
import { parseGtin } from '../domain/gtin.ts';
import type { StoreVariantId } from '../domain/ids.ts';
import type { Issue } from '../domain/issue.ts';
import { say, type Message } from '../domain/message.ts';
import type { FieldProblem, Variant } from '../domain/variant.ts';
import { problemFields } from '../domain/variant.ts';
import type { Scope } from './commit.ts';
import type { VariantChange } from './variant-change.ts';

/**
 * Tells the merchant what keeps a variant from being sold elsewhere as it should: no SKU, one SKU twice, a barcode that is none, a price that cannot be
 * read, stock below zero. Issues open and clear with each read; nothing is left out of the catalogue for them (P8).
 */
export async function judgeVariants(
  scope: Scope,
  store: Connection,
  changes: readonly VariantChange[],
  problems: ReadonlyMap<StoreVariantId, readonly FieldProblem[]>,
): Promise<void> {
  const opened: Issue[] = [];
  const cleared: string[] = [];
  const open = (key: string, severity: Issue['severity'], message: Message): void => {
    opened.push({ key, severity, connectionId: store.id, message, openedAt: scope.now });
  };
  for (const { before, after } of changes) {
    const found = after.goneAt === null ? findings(after, problems.get(after.storeVariantId) ?? []) : [];
    for (const { aspect, message } of found) open(issueKey(after, aspect), 'warning', message);
    if (before === null) continue;
    const names = new Set(found.map(({ aspect }) => aspect));
    cleared.push(...aspects.filter((each) => !names.has(each)).map((each) => issueKey(after, each)));
  }
  await judgeSharedSkus(scope, store, changes, open, cleared);
  await scope.tx.issues.openMany(opened);
  await scope.tx.issues.clearMany(cleared);
}

const aspects = ['no-sku', 'barcode', 'below-zero', ...problemFields] as const;
type IssueAspect = (typeof aspects)[number];

function issueKey(variant: Variant, aspect: IssueAspect): string {
  return `variant/${variant.id}/${aspect}`;
}

interface Finding {
  readonly aspect: IssueAspect;
  readonly message: Message;
}

const fieldCodes = {
  price: 'product.price-unreadable',
  'sale-price': 'product.sale-price-unreadable',
  cost: 'product.cost-unreadable',
  stock: 'product.stock-unreadable',
  title: 'product.title-cut',
} as const;

function findings(variant: Variant, problems: readonly FieldProblem[]): readonly Finding[] {
  const product = variant.title;
  const found: Finding[] = problems.map(({ field, shown }) => ({
    aspect: field,
    message: say(fieldCodes[field], { product, shown }),
  }));
  if (variant.sku === null) found.push({ aspect: 'no-sku', message: say('stock.no-sku', { product }) });
  if (variant.barcode !== null && variant.gtin === null) {
    const parsed = parseGtin(variant.barcode);
    const code =
      !parsed.ok && parsed.error === 'not-global' ? 'product.barcode-not-global' : 'product.barcode-unusable';
    found.push({ aspect: 'barcode', message: say(code, { product, shown: variant.barcode.slice(0, 80) }) });
  }
  if (variant.stock.kind === 'tracked' && variant.stock.quantity < 0) {
    const message = say('stock.below-zero', { product, stock: variant.stock.quantity });
    found.push({ aspect: 'below-zero', message });
  }
  return found;
}

/** A SKU must name one thing: which of two is meant by an order could not be told. */
async function judgeSharedSkus(
  scope: Scope,
  store: Connection,
  changes: readonly VariantChange[],
  open: (key: string, severity: Issue['severity'], message: Message) => void,
  cleared: string[],
): Promise<void> {
  const moved = changes.filter(
    ({ before, after }) => before?.sku !== after.sku || before.goneAt !== after.goneAt,
  );
  const skus = new Set(
    moved.flatMap(({ before, after }) => [before?.sku ?? null, after.sku]).filter((sku) => sku !== null),
  );
  if (skus.size === 0) return;
  const sharing = Map.groupBy(await scope.tx.variants.bySkus(store.id, [...skus]), (each) => each.sku);
  for (const sku of skus) {
    const variants = sharing.get(sku) ?? [];
    const key = `store/${store.id}/duplicate-sku/${sku}`;
    if (variants.length > 1) {
      const products = variants.map((each) => each.title).join(', ');
      open(key, 'error', say('stock.duplicate-sku', { sku, products }));
    } else cleared.push(key);
  }
}
