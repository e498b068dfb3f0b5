import { describeChannelContract, type ChannelCase } from '../_contract/channel-contract.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';

const feeds = 'cancelling and refunding are feeds, which are not spoken yet';
const gaps: Partial<Record<ChannelCase, string>> = {
  'orders.cancel: a part, once under one key, then the whole': feeds,
  'orders.cancel: what has left is refused, and nothing leaves after sendBy': feeds,
  'orders.refund: gives money back once under one key, and shows it under the key': feeds,
};

describeChannelContract('amazon', () => startSimulatedAmazon(), gaps);
describeChannelContract(
  'amazon that refuses puts at once',
  async () => {
    const amazon = await startSimulatedAmazon();
    amazon.simulator.listings.putChecks = 'all-at-once';
    return amazon;
  },
  gaps,
);
