import { describeStoreContract } from '../_contract/store-contract.ts';
import { startSimulatedShop } from './shop-under-contract.ts';

const ownCount = 'Shopify counts each variant by itself';
const typed = 'Shopify’s schema has types: such a value cannot be there';
const inConfiguration =
  'the app’s configuration subscribes to notices, and its secret signs them: see webhooks.test.ts';

describeStoreContract('shopify', () => startSimulatedShop(), {
  'stock: variants that are counted together say so, others do not (P3)': ownCount,
  'stock: a sale of one is missing from all that are counted with it (P3)': ownCount,
  'stock: an order of one takes from all that are counted with it, and cancelling gives back once (P3)':
    ownCount,
  'stock: without locations there are no units by location': 'every count of Shopify’s is at a location',
  'products.changed: what cannot be used becomes a problem, and hides nothing else (P8)': typed,
  'products.changed: a product that cannot be read is named, and hides no other': typed,
  'orders.create: the same key twice is one order where the shop has unique keys, and found twice elsewhere':
    'a taken key is answered with its order: see orders.contract.test.ts',
  'webhooks.ensure: registers once, however often it is asked': inConfiguration,
  'webhooks.ensure: repairs what was switched off or lost its secret': inConfiguration,
  'receiveWebhook: a delivery names the product that changed': inConfiguration,
  'receiveWebhook: a change of a variant names its product': inConfiguration,
  'receiveWebhook: another secret, another body or no signature is refused': inConfiguration,
  'receiveWebhook: the test call of the platform is no delivery': inConfiguration,
});
