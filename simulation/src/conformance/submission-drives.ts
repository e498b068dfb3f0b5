import { defaultTerms } from '@quayside/core/domain/offer';
import { tell, type Drive } from './drive.ts';
import { dollars, listing, marketplaceOfCases, soon } from './drive-subjects.ts';
import { beginsAnew } from './drives.ts';

export const readManyListings: Drive = {
  call: 'listings.readMany',
  effect: 'read',
  run: async ({ listings }) => {
    if (listings.readMany === undefined) throw new Error('The connector reads listings one by one');
    return tell(await listings.readMany(marketplaceOfCases, [listing.channelSku]));
  },
  essential: {
    items: 'a listing must not look as if the account did not have it',
    'items.sku': 'a listing must not look as if the account did not have it',
    'items.summaries.marketplaceId': 'a listing must not look as if the account did not have it',
    'items.fulfillmentAvailability.fulfillmentChannelCode': 'whose stock a number is must not be guessed',
  },
};

const sendOffers: Pick<Drive, 'run'> = {
  run: async ({ submissions }) => {
    if (submissions === undefined) throw new Error('The connector takes offers one by one');
    const { channelSku, marketplace, channelData } = listing;
    const offer = {
      channelSku,
      marketplace,
      channelData,
      catalogueId: 'B07N4M94X4',
      price: dollars('100.00'),
    };
    const offers = [{ ...offer, terms: defaultTerms, isSoldElsewhere: false }];
    return tell(await submissions.create(marketplace, offers, soon()));
  },
};

export const openFeed: Drive = {
  ...sendOffers,
  call: 'submissions.create, its file opened',
  effect: 'read',
  essential: {
    feedDocumentId: 'there is nothing else to name the file by',
    url: 'there is nothing else to upload to',
  },
};

export const sendFeed: Drive = {
  ...sendOffers,
  call: 'submissions.create',
  effect: 'write',
  essential: { feedId: 'without it nobody knows what becomes of the offers' },
};

export const lookAtFeed: Drive = {
  call: 'submissions.outcome',
  effect: 'read',
  run: async ({ submissions }) => {
    if (submissions === undefined) throw new Error('The connector takes offers one by one');
    return tell(await submissions.outcome(marketplaceOfCases, '23492394'));
  },
  fine: beginsAnew,
};

const feedIsDone = {
  status: 200,
  body: {
    feedId: '23492394',
    feedType: 'JSON_LISTINGS_FEED',
    createdTime: '2024-03-10T13:47:20.677Z',
    processingStatus: 'DONE',
    resultFeedDocumentId: '0356cf79',
  },
};

export const fetchFeedReport: Drive = {
  ...lookAtFeed,
  call: 'submissions.outcome, its report fetched',
  others: { getFeed: feedIsDone },
  document: JSON.stringify({
    header: { sellerId: 'A1', version: '2.0', feedId: '23492394' },
    issues: [{ messageId: 1, sku: 'GM-ZDPI-9B4E', code: '90220', severity: 'ERROR', message: 'Missing.' }],
    summary: { errors: 1, warnings: 0, messagesProcessed: 1, messagesAccepted: 0, messagesInvalid: 1 },
  }),
  essential: { url: 'there is nothing else to fetch' },
};

const mayNotBeOffered = 'what may not be offered must not look as if it might';

export const askRestrictions: Drive = {
  call: 'listings.restrictions',
  effect: 'read',
  run: async ({ listings }) => {
    if (listings.restrictions === undefined) throw new Error('The connector asks for no restrictions');
    const { channelSku, marketplace } = listing;
    const offer = { channelSku, marketplace, catalogueId: 'B07N4M94X4', terms: defaultTerms };
    return tell(await listings.restrictions(offer));
  },
  essential: { restrictions: mayNotBeOffered, 'restrictions.marketplaceId': mayNotBeOffered },
};
