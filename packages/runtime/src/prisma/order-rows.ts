import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type MarketplaceId,
  type MarketplaceOrderId,
  type OrderId,
  type OrderLineId,
  type ReservationId,
  type ShipmentId,
  type StockPoolId,
  type StoreOrderId,
  type VariantId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { Buyer, Order, OrderLine, Placement } from '@quayside/core/domain/order';
import type { Reservation, ReservationState } from '@quayside/core/domain/reservation';
import type { Shipment } from '@quayside/core/domain/shipment';
import { searchTextOfOrder } from '@quayside/core/domain/search-text';
import { parseCurrency } from '@quayside/core/domain/money';
import type {
  MarketplaceOrder as OrderRow,
  OrderLine as OrderLineRow,
  Prisma,
  Reservation as ReservationRow,
  Shipment as ShipmentRow,
} from './generated/client.ts';
import type { RepositoryContext } from './repository-context.ts';
import {
  fromDate,
  fromDateOrNull,
  fromMoney,
  fromMoneyOrNull,
  idOrNull,
  toDate,
  toDateOrNull,
  toJson,
} from './rows.ts';

/** Opens and seals personal data of one order. */
interface BuyerSeal {
  seal(order: SealedOrder, buyer: Buyer): string;
  open(order: SealedOrder, sealed: string): Buyer;
}

/** Whose buyer it is. */
interface SealedOrder {
  readonly id: string;
  readonly connectionId: string;
}

/** Bound to the order, so that one order's buyer cannot be moved to another. */
export function buyerSealOf({
  workspaceId,
  cipher,
}: Pick<RepositoryContext, 'workspaceId' | 'cipher'>): BuyerSeal {
  const owner = (order: SealedOrder) => ({
    workspaceId,
    connectionId: brandId<ConnectionId>(order.connectionId),
    purpose: `buyer/${order.id}`,
  });
  return {
    seal: (order, buyer) => cipher.encrypt(JSON.stringify(buyer), owner(order)),
    open: (order, sealed) => JSON.parse(cipher.decrypt(sealed, owner(order))) as Buyer,
  };
}

export function toOrder(row: OrderRow & { lines: OrderLineRow[] }, seal: BuyerSeal): Order {
  const currency = parseCurrency(row.currency);
  if (currency === undefined) throw new Error('A row holds no currency');
  return {
    id: brandId<OrderId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    storeConnectionId: idOrNull<ConnectionId>(row.storeConnectionId),
    marketplaceOrderId: brandId<MarketplaceOrderId>(row.marketplaceOrderId),
    marketplace: brandId<MarketplaceId>(row.marketplace),
    status: row.status as Order['status'],
    fulfillment: row.fulfillment as Order['fulfillment'],
    purchasedAt: fromDate(row.purchasedAt),
    updatedAt: fromDate(row.updatedAt),
    deliverBy: fromDateOrNull(row.deliverBy),
    currency,
    shippingTotal: fromMoney(row.shippingTotal, row.currency),
    shippingService: row.shippingService,
    refunds: row.refunds as unknown as Order['refunds'],
    buyer: row.sealedBuyer === null ? null : seal.open(row, row.sealedBuyer),
    lines: row.lines.toSorted((one, other) => one.position - other.position).map(toLine),
    placement: row.placement as unknown as Placement,
    dueAt: fromDateOrNull(row.dueAt),
    importedAt: fromDate(row.importedAt),
    forgetBuyerAt: fromDateOrNull(row.forgetBuyerAt),
    buyerForgottenAt: fromDateOrNull(row.buyerForgottenAt),
    version: row.version,
  };
}

function toLine(row: OrderLineRow): OrderLine {
  return {
    id: brandId<OrderLineId>(row.id),
    marketplaceLineId: row.marketplaceLineId,
    channelSku: brandId<ChannelSku>(row.channelSku),
    title: row.title,
    quantity: row.quantity,
    total: fromMoney(row.totalAmount, row.totalCurrency),
    tax: fromMoneyOrNull(row.taxAmount, row.totalCurrency),
    variantId: idOrNull<VariantId>(row.variantId),
    unitsPerListing: row.unitsPerListing,
    placed: placedOf(row),
  };
}

function placedOf({ placedQuantity, placedAmount, totalCurrency }: OrderLineRow): OrderLine['placed'] {
  if (placedQuantity === null || placedAmount === null) return null;
  return { quantity: placedQuantity, total: fromMoney(placedAmount, totalCurrency) };
}

export function fromOrder(
  workspaceId: WorkspaceId,
  order: Order,
  seal: BuyerSeal,
): Prisma.MarketplaceOrderUncheckedCreateInput {
  return {
    workspaceId,
    id: order.id,
    connectionId: order.connectionId,
    storeConnectionId: order.storeConnectionId,
    marketplaceOrderId: order.marketplaceOrderId,
    marketplace: order.marketplace,
    status: order.status,
    fulfillment: order.fulfillment,
    purchasedAt: toDate(order.purchasedAt),
    updatedAt: toDate(order.updatedAt),
    deliverBy: toDateOrNull(order.deliverBy),
    currency: order.currency,
    shippingTotal: order.shippingTotal.amount,
    shippingService: order.shippingService,
    refunds: toJson(order.refunds),
    sealedBuyer: order.buyer === null ? null : seal.seal(order, order.buyer),
    placementState: order.placement.state,
    placement: toJson(order.placement),
    storeOrderId: order.placement.state === 'placed' ? order.placement.storeOrderId : null,
    dueAt: toDateOrNull(order.dueAt),
    forgetBuyerAt: toDateOrNull(order.forgetBuyerAt),
    buyerForgottenAt: toDateOrNull(order.buyerForgottenAt),
    searchText: searchTextOfOrder(order),
    importedAt: toDate(order.importedAt),
    version: order.version,
  };
}

export function fromLine(
  workspaceId: WorkspaceId,
  orderId: OrderId,
  line: OrderLine,
  position: number,
): Prisma.OrderLineUncheckedCreateInput {
  return {
    workspaceId,
    id: line.id,
    orderId,
    position,
    marketplaceLineId: line.marketplaceLineId,
    channelSku: line.channelSku,
    title: line.title,
    quantity: line.quantity,
    totalAmount: line.total.amount,
    totalCurrency: line.total.currency,
    taxAmount: line.tax?.amount ?? null,
    variantId: line.variantId,
    unitsPerListing: line.unitsPerListing,
    placedQuantity: line.placed?.quantity ?? null,
    placedAmount: line.placed?.total.amount ?? null,
  };
}

export function toReservation(row: ReservationRow): Reservation {
  return {
    id: brandId<ReservationId>(row.id),
    orderId: brandId<OrderId>(row.orderId),
    orderLineId: brandId<OrderLineId>(row.orderLineId),
    variantId: brandId<VariantId>(row.variantId),
    poolId: brandId<StockPoolId>(row.poolId),
    units: row.units,
    state: toReservationState(row),
    version: row.version,
  };
}

function toReservationState(row: ReservationRow): ReservationState {
  if (row.state === 'held') return { kind: 'held' };
  if (row.state === 'committed' && row.storeOrderId !== null && row.committedAt !== null) {
    return {
      kind: 'committed',
      storeOrderId: brandId<StoreOrderId>(row.storeOrderId),
      at: fromDate(row.committedAt),
    };
  }
  if (row.state === 'released' && row.releasedAt !== null)
    return { kind: 'released', at: fromDate(row.releasedAt) };
  throw new Error(`A row holds an unknown reservation state ${row.state}`);
}

export function fromReservation(
  workspaceId: WorkspaceId,
  { state, ...reservation }: Reservation,
): Prisma.ReservationUncheckedCreateInput {
  return {
    workspaceId,
    ...reservation,
    state: state.kind,
    storeOrderId: state.kind === 'committed' ? state.storeOrderId : null,
    committedAt: state.kind === 'committed' ? toDate(state.at) : null,
    releasedAt: state.kind === 'released' ? toDate(state.at) : null,
  };
}

export function toShipment(row: ShipmentRow): Shipment {
  return {
    id: brandId<ShipmentId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    orderId: brandId<OrderId>(row.orderId),
    packageNumber: row.packageNumber,
    storeParcelId: row.storeParcelId,
    carrier: row.carrier,
    trackingNumber: row.trackingNumber,
    shippedAt: fromDate(row.shippedAt),
    lines: row.lines as unknown as Shipment['lines'],
    state: row.state as Shipment['state'],
    dueAt: fromDateOrNull(row.dueAt),
    attempts: row.attempts,
    version: row.version,
  };
}

export function fromShipment(
  workspaceId: WorkspaceId,
  shipment: Shipment,
): Prisma.ShipmentUncheckedCreateInput {
  return {
    workspaceId,
    ...shipment,
    shippedAt: toDate(shipment.shippedAt),
    lines: toJson(shipment.lines),
    dueAt: toDateOrNull(shipment.dueAt),
  };
}
