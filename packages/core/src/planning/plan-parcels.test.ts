import { at } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandId } from '../domain/ids.ts';
import type { Shipment, StoreParcel } from '../domain/shipment.ts';
import { planCarrier } from './plan-carrier.ts';
import { planParcels, type ParcelPlan, type ShippableLine } from './plan-parcels.ts';

const shippedAt = at('2026-03-02T12:00:00.000Z');

function parcel(id: string, lines: StoreParcel['lines'], changes: Partial<StoreParcel> = {}): StoreParcel {
  return { id, carrier: 'Post', trackingNumber: `T-${id}`, shippedAt, lines, ...changes };
}

/** What the engine stores of a plan. */
function stored(plan: ParcelPlan): readonly Shipment[] {
  return plan.parcels.map(({ parcel: { id, carrier, trackingNumber }, lines }, index) => ({
    id: brandId(`shipment-${id}`),
    connectionId: brandId('account'),
    orderId: brandId('order'),
    packageNumber: index + 1,
    storeParcelId: id,
    carrier,
    trackingNumber,
    shippedAt,
    lines,
    state: 'to-confirm',
    dueAt: null,
    attempts: 0,
    version: 0,
  }));
}

const line = (id: string, quantity: number, changes: Partial<ShippableLine> = {}): ShippableLine => ({
  marketplaceLineId: id,
  quantity,
  unitsPerListing: 1,
  storeVariantId: id,
  ...changes,
});
const units = (storeVariantId: string, quantity: number) => ({ storeVariantId, quantity });

describe('what a channel is told of parcels', () => {
  it('a part that left is told while the rest waits', () => {
    const plan = planParcels([line('LAMP', 3), line('VASE', 1)], [], {
      status: 'open',
      parcels: [parcel('a', [units('LAMP', 2)])],
    });
    expect(plan.parcels.map(({ lines }) => lines)).toEqual([[{ marketplaceLineId: 'LAMP', quantity: 2 }]]);
    expect([...plan.lacking]).toEqual([]);
  });

  it('a parcel that does not say what it holds waits until the order is complete, and then holds the rest', () => {
    const lines = [line('LAMP', 3)];
    const parcels = [parcel('a', [units('LAMP', 2)]), parcel('b', null)];
    const first = planParcels(lines, [], { status: 'open', parcels });
    expect(first.parcels.map(({ parcel: { id } }) => id)).toEqual(['a']);
    const second = planParcels(lines, stored(first), { status: 'shipped', parcels });
    expect(second.parcels.map(({ lines: held }) => held)).toEqual([
      [{ marketplaceLineId: 'LAMP', quantity: 1 }],
    ]);
  });

  it('of two parcels without lists the first holds everything, and the second nothing that is left', () => {
    const plan = planParcels([line('LAMP', 3)], [], {
      status: 'shipped',
      parcels: [parcel('a', null), parcel('b', null)],
    });
    expect(plan.parcels.map(({ lines }) => lines)).toEqual([
      [{ marketplaceLineId: 'LAMP', quantity: 3 }],
      [],
    ]);
  });

  it('two halves of a pack make it whole', () => {
    const lines = [line('BOX', 2, { unitsPerListing: 6, storeVariantId: 'CUP' })];
    const parcels = [parcel('a', [units('CUP', 3)]), parcel('b', [units('CUP', 9)])];
    const plan = planParcels(lines, [], { status: 'shipped', parcels });
    expect(plan.parcels.map(({ parcel: { id }, lines: held }) => [id, held])).toEqual([
      ['b', [{ marketplaceLineId: 'BOX', quantity: 2 }]],
    ]);
  });

  it('lines of one variant are filled one after the other, never twice', () => {
    const lines = [line('1', 2, { storeVariantId: 'CUP' }), line('2', 1, { storeVariantId: 'CUP' })];
    const plan = planParcels(lines, [], { status: 'open', parcels: [parcel('a', [units('CUP', 3)])] });
    expect(plan.parcels[0]?.lines).toEqual([
      { marketplaceLineId: '1', quantity: 2 },
      { marketplaceLineId: '2', quantity: 1 },
    ]);
  });

  it('no more than was ordered is ever told, in whatever order and however often the shop shows its parcels', () => {
    const shown = fc.array(
      fc.record({
        sku: fc.constantFrom('LAMP', 'VASE'),
        quantity: fc.integer({ min: 1, max: 4 }),
        isListed: fc.boolean(),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(shown, fc.boolean(), (all, isComplete) => {
        const lines = [line('LAMP', 3), line('VASE', 2, { unitsPerListing: 2 })];
        const parcels = all.map(({ sku, quantity, isListed }, index) =>
          parcel(String(index), isListed ? [units(sku, quantity)] : null),
        );
        let known: readonly Shipment[] = [];
        for (let count = 1; count <= parcels.length; count += 1) {
          const status = isComplete && count === parcels.length ? 'shipped' : 'open';
          const plan = planParcels(lines, known, { status, parcels: parcels.slice(0, count) });
          known = [...known, ...stored(plan)];
        }
        for (const { marketplaceLineId, quantity } of lines) {
          const told = known
            .flatMap((shipment) => shipment.lines)
            .filter((each) => each.marketplaceLineId === marketplaceLineId)
            .reduce((total, each) => total + each.quantity, 0);
          expect(told).toBeLessThanOrEqual(quantity);
        }
        const again = planParcels(lines, known, { status: 'open', parcels });
        const ids = new Set(known.map(({ storeParcelId }) => storeParcelId));
        expect(again.parcels.filter(({ parcel: { id } }) => ids.has(id))).toEqual([]);
      }),
    );
  });
});

describe('the carrier that a channel is told', () => {
  const takes = { carriers: ['Royal Mail', 'DPD'], takesOtherCarriers: false };

  it.each([
    ['royal-mail', {}, 'Royal Mail'],
    ['Colissimo', { colissimo: 'DPD' }, 'DPD'],
    ['Colissimo', { colissimo: 'La Poste' }, null],
    ['Colissimo', {}, null],
  ])('%s, where the merchant said %o, is %s', (spelled, named, told) => {
    expect(planCarrier(spelled, named, takes)).toBe(told);
  });

  it('is told by any name where the channel takes others', () => {
    expect(planCarrier('Colissimo', {}, { ...takes, takesOtherCarriers: true })).toBe('Colissimo');
    expect(
      planCarrier('Colissimo', { Colissimo: 'Colissimo FR' }, { ...takes, takesOtherCarriers: true }),
    ).toBe('Colissimo FR');
  });
});
