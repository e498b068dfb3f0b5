import { describeChannelContract } from '../_contract/channel-contract.ts';
import { startSimulatedFollower } from './follower-under-contract.ts';

const ownProducts = 'a shop sells its own products: they are made there, and all of them are listings';
const ownBuyers = 'what a shop owes its own buyers is settled there';
const noWarehouse = 'a shop ships what it sells';

describeChannelContract('shopify follower', () => startSimulatedFollower(), {
  'listings.read: stock in the channel’s warehouses is not ours to count': noWarehouse,
  'orders: what the channel ships is named so': noWarehouse,
  'listings.read: what the channel finds wrong is told in both languages':
    'Shopify judges no products; where a shop counts otherwise than a follower can is told: see offer-mapper.test.ts',
  'listings.create: a new offer appears, with a quantity of 0 and as it was asked for': ownProducts,
  'listings.create: can be bought once it has a quantity': ownProducts,
  'listings.create: the same request again is harmless': ownProducts,
  'listings.create: a lost answer is an unknown outcome, and the offer appears all the same': ownProducts,
  'listings.create: a lost request is an unknown outcome, and nothing appears': ownProducts,
  'listings.create: its price is exact to the last cent (P5)': ownProducts,
  'listings.setPrice: leaves quantity and terms alone, and setQuantity the price':
    'it begins with a new offer: see following.contract.test.ts',
  'catalogue.lookUp: several numbers at once; what the catalogue does not have is missing': ownProducts,
  'catalogue.lookUp: a number that two items carry gives both': ownProducts,
  'catalogue.lookUp: by catalogue id, which the manifest’s pattern knows': ownProducts,
  'catalogue.lookUp: nothing found is no failure, and a failure is not nothing':
    'nothing is asked: there is nothing to be found',
  'listings.all: a list that is not ready holds nothing and says how long to wait':
    'a shop has its list at once',
  'orders.cancel: a part, once under one key, then the whole': ownBuyers,
  'orders.cancel: what has left is refused, and nothing leaves after sendBy': ownBuyers,
  'orders.refund: gives money back once under one key, and shows it under the key': ownBuyers,
});
