import type { Answer, Call, SimulatedRoute } from '../simulated-route.ts';
import type { GraphqlRequest } from './execute-request.ts';
import { executeRequest, operationNameOf, readGraphqlRequest } from './execute-request.ts';
import type { ShopifyPlatform } from './platform.ts';
import { API_VERSIONS } from './schema.ts';

/** The Admin API of every shop, at its path behind `/shops/<domain>`. */
export function adminRoutes(platform: ShopifyPlatform): SimulatedRoute[] {
  return [
    {
      methods: ['POST'],
      path: '/shops/:shop/admin/api/:version/graphql.json',
      operation: 'query.unknown',
      operationOf: ({ rawBody }) => {
        const request = readGraphqlRequest(rawBody);
        return request === undefined ? 'query.unknown' : operationNameOf(request);
      },
      work: (call) => answerQuery(platform, call),
    },
  ];
}

async function answerQuery(platform: ShopifyPlatform, call: Call): Promise<Answer> {
  const hosted = platform.shops.get(call.params['shop'] ?? '');
  const version = API_VERSIONS.find((it) => it === call.params['version']);
  if (hosted === undefined || version === undefined) return { status: 404, body: { errors: 'Not Found' } };
  const token = String(call.headers['x-shopify-access-token'] ?? '');
  if (platform.tokens.shopOf(token) !== hosted.shop.settings.domain || !hosted.installation.isInstalled) {
    const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)';
    return { status: 401, body: { errors } };
  }
  const request: GraphqlRequest | undefined = readGraphqlRequest(call.rawBody);
  if (request === undefined)
    return { status: 400, body: { errors: { query: 'Required parameter missing or invalid' } } };
  hosted.jobs.run();
  const bucket = platform.areLimitsOff ? undefined : hosted.bucket;
  const answer = await executeRequest(platform.context(hosted, version), request, bucket);
  return { ...answer, headers: { 'x-shopify-api-version': version } };
}
