import { runProcess } from '@quayside/assembly/run-process';
import { createServer } from './server.ts';

// The companion service of WooCommerce shops: receives their webhooks. The work itself is done by the workers.

await runProcess('woocommerce-bridge', async ({ engine }, environment) => {
  const server = createServer(engine);
  await server.listen({ host: environment.host, port: environment.port });
  return () => server.close();
});
