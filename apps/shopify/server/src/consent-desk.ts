import { brandId, type WorkspaceId } from '@quayside/core/domain/ids';
import type { Message } from '@quayside/core/domain/message';
import { receiveConsent, refusalOf } from '@quayside/core/use-cases/consent';
import type { AdminApiHost } from '@quayside/host-kit/admin-api/operation';
import { hasApp, host } from './shop-tokens.ts';

export interface ConsentReceived {
  /** Why it cannot be used; `null`: it waits for the member who asked for it. */
  readonly refusal: Message | null;
  /** The app in the admin of the shop that it was asked for; `null` where that is not known. */
  readonly appUrl: string | null;
}

/** Takes a call back from a channel, which comes without a session. */
export async function takeConsent(
  adminApi: AdminApiHost,
  clientId: string,
  connector: string,
  query: Readonly<Record<string, string>>,
): Promise<ConsentReceived> {
  const { engine } = adminApi;
  const returnUrl = adminApi.consentReturnUrl(connector);
  if (returnUrl === null) return { refusal: refusalOf({ kind: 'no-consent' }), appUrl: null };
  const received = await receiveConsent(engine, connector, { query, returnUrl });
  const isOurs = received.ok || received.error.kind === 'refused';
  const [workspaceId] = (query['state'] ?? '').split('.');
  return {
    refusal: received.ok ? null : refusalOf(received.error),
    // The state is proven: nobody else learns which shop it is from.
    appUrl: isOurs && workspaceId !== undefined ? await appUrlOf(brandId(workspaceId)) : null,
  };

  async function appUrlOf(id: WorkspaceId): Promise<string | null> {
    const shops = await engine.storage.transaction(id, (tx) => tx.hostShops.list());
    const shop = shops.find((each) => each.host === host && hasApp(each))?.shop.split('.')[0];
    return shop === undefined ? null : `https://admin.shopify.com/store/${shop}/apps/${clientId}`;
  }
}
