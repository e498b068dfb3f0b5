import { instant } from '@quayside/core/domain/instant';
import { describe, expect, it } from 'vitest';
import fixture from './fixtures/listings-report.json' with { type: 'json' };
import { amazonMarketplaces } from './marketplaces.ts';
import { mapReportRow, readLayout } from './report-rows.ts';
import { decodeReport } from './report-text.ts';

const asOf = instant(0);
const [header = [], ...rows] = fixture.body.map((line) => line.split('\t'));

function marketplaceOf(name: string) {
  const marketplace = amazonMarketplaces.find((each) => each.name === name);
  if (marketplace === undefined) throw new Error(name);
  return marketplace;
}

const france = marketplaceOf('Amazon.fr');

function read(cells: readonly string[], columns: readonly string[] = header, marketplace = france) {
  const layout = readLayout(columns);
  if (!layout.ok) throw new Error(layout.error);
  return mapReportRow(layout.value, cells, marketplace, asOf);
}

/** The first row, with other cells. */
function changed(changes: Readonly<Record<string, string>>) {
  return read(header.map((name, index) => changes[name] ?? rows[0]?.[index] ?? ''));
}

describe('rows of the report', () => {
  it('say what each listing is', () => {
    const price = (amount: string) => ({ amount, currency: 'EUR' });
    expect(rows.map((cells) => read(cells))).toMatchObject(
      [
        {
          channelSku: 'OWN / 1',
          marketplace: france.id,
          catalogueId: 'B07FIRST01',
          title: 'Lampe "Été" 12" – 20 €',
          status: 'active',
          fulfillment: 'merchant',
          quantity: 7,
          price: price('19.9'),
          gtins: ['03017620422003'],
          asOf,
        },
        { channelSku: 'THEIRS', fulfillment: 'channel', quantity: null, price: price('24.9'), gtins: [] },
        { channelSku: 'BOOK', catalogueId: '0306406152', status: 'inactive', gtins: ['09780306406157'] },
        {
          channelSku: 'DRAFT',
          catalogueId: null,
          title: null,
          status: 'inactive',
          fulfillment: 'merchant',
          quantity: 3,
          price: null,
          gtins: ['00012345678905'],
        },
      ].map((value) => ({ ok: true, value })),
    );
  });

  it('of stores that leave columns out take the ASIN from the product id', () => {
    const short = ['item-name', 'seller-sku', 'price', 'quantity', 'product-id-type', 'product-id'];
    const columns = [...short, 'fulfillment-channel', 'status'];
    const cells = ['Lampe', 'A', '12,50', '1', '1', 'B07FIRST01', 'DEFAULT', 'Active'];
    expect(read(cells, columns)).toMatchObject({
      value: { catalogueId: 'B07FIRST01', price: { amount: '12.5' }, gtins: [] },
    });
    const named = ['Lampe', 'A', '12', '1', '4', '3017620422003', 'DEFAULT', 'Active'];
    expect(read(named, columns)).toMatchObject({ value: { catalogueId: null, gtins: ['03017620422003'] } });
  });

  it('of Japan come under Japanese names', () => {
    const columns = ['商品名', '出品者SKU', '価格', '数量', '商品IDタイプ', '商品ID'];
    const all = [...columns, 'フルフィルメント・チャンネル', 'ステータス'];
    const cells = ['ランプ', 'A', '1980', '1', '1', 'B07FIRST01', 'DEFAULT', 'Active'];
    expect(read(cells, all, marketplaceOf('Amazon.co.jp'))).toMatchObject({
      value: { channelSku: 'A', title: 'ランプ', price: { amount: '1980', currency: 'JPY' } },
    });
  });

  it.each([
    [{ 'seller-sku': ' ' }, 'seller-sku'],
    [{ status: 'On the moon' }, 'status'],
    [{ quantity: '1.5' }, 'quantity'],
    [{ price: '1.299,00' }, 'price'],
    [{ 'fulfillment-channel': 'SOMEBODY' }, 'fulfillment-channel'],
    [{ 'fulfillment-channel': '', quantity: '' }, 'fulfillment-channel'],
  ])('are unreadable rather than guessed: %j', (changes, column) => {
    expect(changed(changes)).toMatchObject({ ok: false, error: expect.stringContaining(column) as string });
  });

  it('need their columns', () => {
    expect(readLayout(['seller-sku', 'price', 'quantity'])).toMatchObject({
      error: 'columns missing: productId, channel, status',
    });
  });
});

describe('the encoding of a report', () => {
  /** Decodes bytes that come in pieces of a few. */
  async function decode(bytes: Uint8Array, contentType: string, size: number): Promise<string> {
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += size) {
        yield await Promise.resolve(bytes.subarray(at, at + size));
      }
    }
    let text = '';
    for await (const piece of decodeReport(pieces(), contentType)) text += piece;
    return text;
  }

  const euro = 'Été – 20 € 商品 🪔';
  const windows = Buffer.from([0xc9, 0x74, 0xe9, 0x20, 0x96, 0x20, 0x80]);
  const japanese = Buffer.from([0x8f, 0xa4, 0x95, 0x69, 0x96, 0xbc]);

  it.each([1, 2, 3, 5, 100])('is what the content type says, in pieces of %i bytes', async (size) => {
    expect(await decode(Buffer.from(euro), 'text/plain; charset=UTF-8', size)).toBe(euro);
    expect(await decode(windows, 'text/plain; charset=Cp1252', size)).toBe('Été – €');
    expect(await decode(windows.subarray(0, 3), 'text/plain;charset="ISO-8859-1"', size)).toBe('Été');
    expect(await decode(japanese, 'text/plain; charset=Shift_JIS', size)).toBe('商品名');
  });

  it.each([1, 2, 3, 5, 100])('is found out where none is named, in pieces of %i bytes', async (size) => {
    for (const type of ['', 'text/plain', 'text/plain; charset=klingon']) {
      expect(await decode(Buffer.from(euro), type, size)).toBe(euro);
      expect(await decode(windows, type, size)).toBe('Été – €');
      expect(await decode(Buffer.from([0x61, 0xe9]), type, size)).toBe('aé');
    }
  });
});
