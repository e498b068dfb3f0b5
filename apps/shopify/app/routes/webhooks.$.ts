import type { ActionFunctionArgs } from '@remix-run/node';
import { readBody } from '../read-body.ts';

/** Everything that Shopify delivers (shopify.app.toml). Shopify learns the status alone. */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  const { deliveries, adminApi } = context;
  const { status, outcome } = await deliveries.receive({
    headers: Object.fromEntries(request.headers),
    rawBody: await readBody(request),
  });
  if (status !== 200) adminApi.engine.log.warn('webhook-refused', { status, outcome });
  return new Response(null, { status });
}
