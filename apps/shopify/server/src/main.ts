import { once } from 'node:events';
import { runProcess } from '@quayside/assembly/run-process';
import { openShopifyAuth } from '../../app/shopify.server.ts';
import { openBuild } from './built-app.ts';
import { readRegistration } from './registration.ts';
import { createServer } from './server.ts';
import { createShopifyHost } from './shopify-host.ts';
import { openShopTokens } from './shop-tokens.ts';

// The embedded Shopify app: its screens, its admin API and Shopify's webhooks. The work itself is done by the workers.

await runProcess('shopify', async ({ engine, adminApi, log }, environment) => {
  const { clientId, clientSecret, publicUrl, apiUrlOf } = readRegistration(environment);
  const tokens = openShopTokens(engine, (shop) => ({ shop, ...apiUrlOf(shop) }));
  const auth = openShopifyAuth({ clientId, clientSecret, publicUrl, tokens, log });
  const host = createShopifyHost(clientId, adminApi, auth);
  const app = createServer({ host, log, ...(await openBuild()) });
  const server = app.listen(environment.port, environment.host);
  await once(server, 'listening');
  return async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});
