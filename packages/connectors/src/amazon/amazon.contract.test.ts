import { describeChannelContract } from '../_contract/channel-contract.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';

describeChannelContract('amazon', () => startSimulatedAmazon());
describeChannelContract('amazon that refuses puts at once', async () => {
  const amazon = await startSimulatedAmazon();
  amazon.simulator.listings.putChecks = 'all-at-once';
  return amazon;
});
