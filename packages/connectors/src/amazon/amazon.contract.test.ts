import { describeChannelContract } from '../_contract/channel-contract.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';

describeChannelContract('amazon', () => startSimulatedAmazon());
