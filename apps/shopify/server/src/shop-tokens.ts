import type { Connection } from '@quayside/core/domain/connection';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { HostShop } from '@quayside/core/domain/host-shop';
import type { ConnectionKey } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { Result } from '@quayside/core/domain/result';
import { checkConnection } from '@quayside/core/use-cases/check-connection';
import type { Engine } from '@quayside/core/use-cases/engine';
import { installShop } from '@quayside/core/use-cases/install-shop';

/** The host's name, which is its store connector's id as well. */
export const host = 'shopify';

/** The credentials of the store connection, as its connector wants them. Moments are ISO 8601, UTC. */
export interface ShopTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string | null;
  readonly refreshToken: string | null;
  readonly refreshTokenExpiresAt: string | null;
}

/**
 * The tokens of the shops that have the app. There is one copy of them, the encrypted secret of the store connection, so that the app and the workers never renew
 * beside each other.
 */
export interface ShopTokensStore {
  /** @returns `undefined` when the shop has no tokens that serve, so that new ones must be asked for. */
  read(shop: string): Promise<ShopTokens | undefined>;
  /** Installs the shop with new tokens, once the platform has accepted them; a shop known from before is reconnected. */
  keep(shop: string, tokens: ShopTokens): Promise<Result<unknown, ConnectorError>>;
}

/** Tokens that end sooner are renewed before they are handed out: the connector's own margin. */
const marginMs = 2 * 60 * 1000;

/** @param settingsOf the settings of a shop's store connection. */
export function openShopTokens(
  engine: Engine,
  settingsOf: (shop: string) => Readonly<Record<string, unknown>>,
): ShopTokensStore {
  async function keyOf(shop: string): Promise<ConnectionKey | undefined> {
    const known = await engine.storage.hostShop(host, shop);
    if (!hasApp(known) || known.connectionId === null) return undefined;
    return { workspaceId: known.workspaceId, connectionId: known.connectionId };
  }

  function stored({ workspaceId, connectionId }: ConnectionKey): Promise<ShopTokens | undefined> {
    return engine.storage.transaction(workspaceId, async (tx) => {
      const connection = await tx.connections.get(connectionId);
      if (connection === undefined || isRefused(connection)) return undefined;
      const secrets = await tx.secrets.get(connectionId);
      // Nobody but this app and the connector that renews them writes them.
      return (secrets?.credentials ?? undefined) as ShopTokens | undefined;
    });
  }

  return {
    async read(shop) {
      const key = await keyOf(shop);
      const tokens = key && (await stored(key));
      if (key === undefined || tokens === undefined || !endsSoon(engine, tokens)) return tokens;
      await checkConnection(engine, key);
      return stored(key);
    },
    keep: (shop, tokens) =>
      installShop(engine, { host, shop }, { name: shop, credentials: tokens, settings: settingsOf(shop) }),
  };
}

/** Whether a shop has the app now, as far as we know. */
export function hasApp(shop: HostShop | undefined): shop is HostShop {
  return shop !== undefined && shop.uninstalledAt === null;
}

/** A paused connection keeps a reason when its credentials were refused besides. */
function isRefused({ health, healthReason }: Connection): boolean {
  return (
    health === 'reconnect' || health === 'disconnected' || (health === 'paused' && healthReason !== null)
  );
}

function endsSoon({ clock }: Engine, { accessTokenExpiresAt }: ShopTokens): boolean {
  return accessTokenExpiresAt !== null && accessTokenExpiresAt <= plus(clock.now(), marginMs);
}
