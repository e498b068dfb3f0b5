import { describeStoreContract } from '../_contract/store-contract.ts';
import { startSimulatedShop } from './shop-under-contract.ts';

describeStoreContract('woocommerce', () => startSimulatedShop());
