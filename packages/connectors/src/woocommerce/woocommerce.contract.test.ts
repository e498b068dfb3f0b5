import { describeStoreContract } from '../_contract/store-contract.ts';
import { startSimulatedShop } from './shop-under-contract.ts';

const onePlace = 'WooCommerce itself counts in one place';

describeStoreContract('woocommerce', () => startSimulatedShop(), {
  'stock: units by location sum up to the stock': onePlace,
  'stock: an order takes its units where it is told to, and puts them back there (P3)': onePlace,
});
