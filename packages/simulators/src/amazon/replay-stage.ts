import { asObject, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { ModelCheck } from './model-check.ts';
import type { OfficialCase } from './official-cases.ts';
import { requestToken, SellerClient } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

/** A simulated Amazon with what the official cases speak of. */
export interface ReplayStage {
  readonly amazon: AmazonSimulator;
  readonly client: SellerClient;
  /** The application without a seller, for what it may do of notifications. */
  readonly application: SellerClient;
  readonly check: ModelCheck;
}

const STORES = {
  us: 'ATVPDKIKX0DER',
  ca: 'A2EUQ1WTGCTBG2',
  de: 'A1PA6795UKMFR9',
  jp: 'A1VC38T7YXB528',
  uk: 'A1F83G8C2ARO7P',
  br: 'A2Q3Y263D00KWC',
  mx: 'A1AM78C64UM0Y8',
};

/** Starts a simulated Amazon whose seller, listings and items are those of the official cases. */
export async function openReplayStage(): Promise<ReplayStage> {
  const amazon = await startAmazonSimulator({
    limits: 'off',
    acceptanceDelayMs: 0,
    reportDelayMs: 0,
    feedDelayMs: 0,
    orderWindowLagMs: 0,
    sellers: [{ sellerId: 'SellerId', marketplaceIds: Object.values(STORES) }],
  });
  for (const sku of [
    'GM-ZDPI-9B4E',
    'HW-ZDPI-9B4E',
    'TC-ZDPI-9B4E',
    'VALIDATION_VALID',
    'VALIDATION_INVALID',
    'SOLD',
    'sku123',
  ]) {
    amazon.seedListing({
      sku,
      title: sku,
      price: '100.00',
      quantity: 100,
      productType: 'LUGGAGE',
      asin: 'B07N4M94X4',
    });
  }
  amazon.seedItem({
    asin: 'B07N4M94X4',
    title: 'Samsung TV',
    brand: 'SAMSUNG',
    image: 'https://m.media-amazon.com/images/I/91uohwV+k3L.jpg',
    gtins: ['0887276302195'],
    productType: 'TELEVISION',
  });
  amazon.seedItem({ asin: 'asin123', title: 'Of the fees' });
  const scope = { grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' };
  const token = asObject((await requestToken(amazon, scope)).body);
  const application = new SellerClient(amazon.url, asText(token['access_token']) ?? '');
  return { amazon, client: await SellerClient.of(amazon), application, check: new ModelCheck() };
}

/** Sends a request by an operation's path; parameters that are undefined are left out. */
export async function sendCase(
  { client }: Pick<ReplayStage, 'client'>,
  { path, method }: OfficialCase,
  parameters: JsonObject,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(asText(parameters[name]) ?? ''),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (name === 'body' || value === undefined || path.includes(`{${name}}`)) continue;
    query.set(name, queryText(value));
  }
  const answer = await client.call(
    method,
    query.size === 0 ? address : `${address}?${query.toString()}`,
    parameters['body'],
  );
  return { status: answer.status, body: answer.body as unknown };
}

/** Lists are comma separated. */
function queryText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'boolean' ? String(value) : (asText(value) ?? '');
}
