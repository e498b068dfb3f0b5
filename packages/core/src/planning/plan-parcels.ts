import type { OrderLine } from '../domain/order.ts';
import type { Shipment, ShipmentLine, StoreOrderSnapshot, StoreParcel } from '../domain/shipment.ts';

/** A parcel that the channel does not know of yet, with what it holds in units of the listings. */
export interface NewParcel {
  readonly parcel: StoreParcel & { readonly carrier: string; readonly trackingNumber: string };
  /** Empty: all of the order was told with earlier parcels. */
  readonly lines: readonly ShipmentLine[];
}

export interface ParcelPlan {
  readonly parcels: readonly NewParcel[];
  /** What the store must still say before all parcels can be told. */
  readonly lacking: ReadonlySet<'shipment.no-tracking' | 'shipment.no-carrier'>;
}

/** An order line with the store's own id of what it sells. */
export type ShippableLine = Pick<OrderLine, 'marketplaceLineId' | 'quantity' | 'unitsPerListing'> & {
  readonly storeVariantId: string | null;
};

/**
 * Decides what a channel is to be told of an order's parcels.
 *
 * A parcel says what it holds, or holds whatever is left, which is known only once the order is complete. Units of the store become units of listings
 * over all parcels together: the second half of a pack makes it whole. No more is ever told than was ordered.
 */
export function planParcels(
  lines: readonly ShippableLine[],
  known: readonly Shipment[],
  { parcels, status }: Pick<StoreOrderSnapshot, 'parcels' | 'status'>,
): ParcelPlan {
  const isComplete = status === 'shipped';
  const left = new Map(lines.map((line) => [line.marketplaceLineId, line.quantity]));
  for (const { marketplaceLineId, quantity } of known.flatMap((shipment) => shipment.lines)) {
    left.set(marketplaceLineId, (left.get(marketplaceLineId) ?? 0) - quantity);
  }
  const packed = new Map<string, number>();
  const planned: NewParcel[] = [];
  const lacking = new Set<'shipment.no-tracking' | 'shipment.no-carrier'>();
  for (const parcel of parcels) {
    const held = parcel.lines === null ? null : listingUnits(lines, packed, parcel.lines);
    if (known.some((shipment) => shipment.storeParcelId === parcel.id)) continue;
    if (held === null && !isComplete) continue;
    const wanted = held ?? lines.map(({ marketplaceLineId, quantity }) => ({ marketplaceLineId, quantity }));
    // A parcel with less than a whole unit of any listing tells the channel nothing yet.
    if (parcel.lines !== null && wanted.length === 0) continue;
    const { carrier, trackingNumber } = parcel;
    if (trackingNumber === null) lacking.add('shipment.no-tracking');
    else if (carrier === null) lacking.add('shipment.no-carrier');
    else planned.push({ parcel: { ...parcel, carrier, trackingNumber }, lines: take(left, wanted) });
  }
  if (isComplete && parcels.length === 0) lacking.add('shipment.no-tracking');
  return { parcels: planned, lacking };
}

/**
 * What a parcel adds in whole units of listings, given what the parcels before it held. Lines of one variant are filled one after the other.
 *
 * @param packed units of the store packed so far, by line; moved on by this parcel.
 */
function listingUnits(
  lines: readonly ShippableLine[],
  packed: Map<string, number>,
  parcelLines: NonNullable<StoreParcel['lines']>,
): readonly ShipmentLine[] {
  const loose = new Map<string, number>();
  for (const { storeVariantId, quantity } of parcelLines) {
    loose.set(storeVariantId, (loose.get(storeVariantId) ?? 0) + quantity);
  }
  return lines.flatMap((line) => {
    const { marketplaceLineId, quantity, unitsPerListing, storeVariantId } = line;
    const units = storeVariantId === null ? 0 : (loose.get(storeVariantId) ?? 0);
    if (units <= 0 || storeVariantId === null) return [];
    const before = packed.get(marketplaceLineId) ?? 0;
    // What is more than was ordered stays with the last line: there is nothing left of it to tell.
    const isLast = lines.findLast((each) => each.storeVariantId === storeVariantId) === line;
    const taken = isLast ? units : Math.max(0, Math.min(units, quantity * unitsPerListing - before));
    loose.set(storeVariantId, units - taken);
    packed.set(marketplaceLineId, before + taken);
    const whole = Math.floor((before + taken) / unitsPerListing) - Math.floor(before / unitsPerListing);
    return whole > 0 ? [{ marketplaceLineId, quantity: whole }] : [];
  });
}

function take(left: Map<string, number>, wanted: readonly ShipmentLine[]): readonly ShipmentLine[] {
  return wanted.flatMap(({ marketplaceLineId, quantity }) => {
    const there = left.get(marketplaceLineId) ?? 0;
    const taken = Math.min(there, quantity);
    if (taken <= 0) return [];
    left.set(marketplaceLineId, there - taken);
    return [{ marketplaceLineId, quantity: taken }];
  });
}
