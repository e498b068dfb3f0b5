import type { SimulatedQueue } from './simulated-queue.ts';

/** What tells where a simulated Amazon is and as which application to speak to it. */
export interface SimulatedAmazon {
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** One of its sellers. */
export interface SimulatedSeller {
  readonly sellerId: string;
  readonly refreshToken: string;
  readonly marketplaceIds: readonly string[];
}

/** What a merchant enters to connect a seller of a simulated Amazon. */
export function sellerAccess(amazon: SimulatedAmazon, seller: SimulatedSeller) {
  return {
    settings: {
      region: 'EU',
      sellerId: seller.sellerId,
      marketplaceIds: [...seller.marketplaceIds],
      apiUrl: amazon.url,
      tokenUrl: amazon.tokenUrl,
    },
    credentials: {
      clientId: amazon.clientId,
      clientSecret: amazon.clientSecret,
      refreshToken: seller.refreshToken,
    },
  };
}

export type SimulatedQueueAccess = ReturnType<typeof queueAccess>;

/** What whoever runs an installation writes into its registration to be notified by a simulated Amazon. */
export function queueAccess({ url, queue }: { readonly url: string; readonly queue: SimulatedQueue }) {
  const { arn, accessKeyId, secretAccessKey, account, region } = queue;
  return { arn, url, accessKeyId, secretAccessKey, eventBridge: { accountId: account, region } };
}
