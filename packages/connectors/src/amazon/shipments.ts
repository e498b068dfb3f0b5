import { ok } from '@quayside/core/domain/result';
import type { ChannelConnector, ShipmentConfirmation } from '@quayside/core/ports/channel-connector';
import { amazonCarriers } from './carriers.ts';
import type { AmazonClient } from './client.ts';

/** Confirming shipments: Orders API v0, which is not deprecated for this (see README). */
export function amazonShipments(client: AmazonClient): ChannelConnector['shipments'] {
  return {
    async confirm(request) {
      const answer = await client.call<undefined>({
        operation: 'confirmShipment',
        method: 'POST',
        path: `/orders/v0/orders/${encodeURIComponent(request.marketplaceOrderId)}/shipmentConfirmation`,
        body: shipmentBody(request),
        schema: null,
      });
      return answer.ok ? ok(undefined) : answer;
    },
  };
}

/** `ConfirmShipmentRequest` of the Orders API v0. The package is known by its reference, so that a second confirmation of it changes the first. */
export function shipmentBody(request: ShipmentConfirmation): Readonly<Record<string, unknown>> {
  const isKnown = amazonCarriers.includes(request.carrier);
  return {
    marketplaceId: request.marketplace,
    packageDetail: {
      packageReferenceId: String(request.packageNumber),
      carrierCode: isKnown ? request.carrier : 'Other',
      carrierName: request.carrier,
      trackingNumber: request.trackingNumber,
      shipDate: request.shippedAt,
      orderItems: request.lines.map(({ marketplaceLineId, quantity }) => ({
        orderItemId: marketplaceLineId,
        quantity,
      })),
    },
  };
}
