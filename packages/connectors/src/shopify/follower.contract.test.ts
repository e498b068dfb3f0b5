import { describeChannelContract } from '../_contract/channel-contract.ts';
import { startSimulatedFollower } from './follower-under-contract.ts';

const ownProducts = 'a shop sells its own products: they are made there, and all of them are listings';
const ownBuyers = 'what a shop owes its own buyers is settled there';
const noWarehouse = 'a shop ships what it sells';

const oneByOne = 'a shop sells its own products: nothing is offered there';
const noFees = 'a shop takes no fees of its own merchant';

describeChannelContract('shopify follower', () => startSimulatedFollower(), {
  'fees.estimate: each sale in its place, with what follows the price; one that is not known is null': noFees,
  'fees.estimate: what is not listed yet, by the item that it is to be offered on': noFees,
  'fees.estimate: what the channel ships costs more': noFees,
  'fees.estimate: a failure is not an estimate': noFees,
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
  'listings.create: a price with parts appears, at the latest with the next price': ownProducts,
  'listings.setPrice: parts leave quantity and terms alone': ownProducts,
  'listings.setPrice: leaves quantity and terms alone, and setQuantity the price':
    'it begins with a new offer: see following.contract.test.ts',
  'catalogue.lookUp: several numbers at once; what the catalogue does not have is missing': ownProducts,
  'catalogue.lookUp: a number that two items carry gives both': ownProducts,
  'catalogue.lookUp: by catalogue id, which the manifest’s pattern knows': ownProducts,
  'catalogue.lookUp: nothing found is no failure, and a failure is not nothing':
    'nothing is asked: there is nothing to be found',
  'catalogue.search: by words of the title, whatever their case; an item is shown as a look-up shows it':
    ownProducts,
  'catalogue.search: within a brand, with what tells an item from its siblings': ownProducts,
  'catalogue.search: nothing found is no failure, and a failure is not nothing': ownProducts,
  'listings.all: a list that is not ready holds nothing and says how long to wait':
    'a shop has its list at once',
  'submissions: many offers appear as they were asked for, with a quantity of 0': oneByOne,
  'submissions: one that is refused is named, or appears with an error; the others appear': oneByOne,
  'submissions: as many as fit, from the first on': oneByOne,
  'submissions: one that the channel does not know is no success': oneByOne,
  'submissions: nothing leaves after sendBy': oneByOne,
  'listings.readMany: those that the account has, and no others': oneByOne,
  'orders.cancel: a part, once under one key, then the whole': ownBuyers,
  'orders.cancel: what has left is refused, and nothing leaves after sendBy': ownBuyers,
  'orders.refund: gives money back once under one key, and shows it under the key': ownBuyers,
});
