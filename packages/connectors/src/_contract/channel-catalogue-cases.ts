import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectFailure, expectOk } from './watched-context.ts';

export const channelCatalogueCases = {
  async 'catalogue.lookUp: several numbers at once; what the catalogue does not have is missing'(
    channel: Channel,
  ) {
    const { marketplace, catalogue } = channel;
    const gtins = [...catalogue.items.map(({ gtin }) => gtin), catalogue.unknownGtin];
    const found = expectOk(await channel.connector.catalogue.lookUp({ marketplace, by: 'gtin', gtins }));
    const ids = catalogue.items.map(({ catalogueId }) => catalogueId);
    expect(found.map(({ catalogueId }) => catalogueId).toSorted()).toEqual(ids.toSorted());
    for (const { catalogueId, gtin, title } of catalogue.items) {
      const item = found.find((each) => each.catalogueId === catalogueId);
      expect(item).toMatchObject({ title, gtins: [gtin] });
    }
  },

  async 'catalogue.lookUp: a number that two items carry gives both'(channel: Channel) {
    const { marketplace, catalogue } = channel;
    const request = { marketplace, by: 'gtin', gtins: [catalogue.twins.gtin] } as const;
    const found = expectOk(await channel.connector.catalogue.lookUp(request));
    const ids = found.map(({ catalogueId }) => catalogueId);
    expect(ids.toSorted()).toEqual(catalogue.twins.catalogueIds.toSorted());
  },

  async 'catalogue.lookUp: by catalogue id, which the manifest’s pattern knows'(channel: Channel) {
    const { marketplace, catalogue } = channel;
    const [{ catalogueId }] = catalogue.items;
    const catalogueIds = [catalogueId, catalogue.unknownId];
    const pattern = new RegExp(channel.definition.manifest.catalogue.idPattern);
    for (const id of catalogueIds) expect(id).toMatch(pattern);
    const request = { marketplace, by: 'catalogue-id', catalogueIds } as const;
    const found = expectOk(await channel.connector.catalogue.lookUp(request));
    expect(found.map((item) => item.catalogueId)).toEqual([catalogueId]);
  },

  async 'catalogue.lookUp: nothing found is no failure, and a failure is not nothing'(channel: Channel) {
    const { marketplace, catalogue } = channel;
    const request = { marketplace, by: 'gtin', gtins: [catalogue.unknownGtin] } as const;
    expect(expectOk(await channel.connector.catalogue.lookUp(request))).toEqual([]);
    channel.levers.fault('throttled');
    expectFailure(await channel.connector.catalogue.lookUp(request), ['rate-limited'], channel.about);
    channel.levers.fault('server-error');
    expectFailure(await channel.connector.catalogue.lookUp(request), ['transient'], channel.about);
  },

  async 'catalogue.search: by words of the title, whatever their case; an item is shown as a look-up shows it'(
    channel: Channel,
  ) {
    const { marketplace, catalogue } = channel;
    const [{ catalogueId, title }] = catalogue.items;
    const words = title.toUpperCase().split(' ');
    const found = expectOk(await searchOf(channel)({ marketplace, words, brand: null }));
    const request = { marketplace, by: 'catalogue-id', catalogueIds: [catalogueId] } as const;
    const shown = expectOk(await channel.connector.catalogue.lookUp(request));
    expect(found.filter((each) => each.catalogueId === catalogueId)).toEqual(shown);
    expect(shown).toHaveLength(1);
  },

  async 'catalogue.search: within a brand, with what tells an item from its siblings'(channel: Channel) {
    const { marketplace, catalogue } = channel;
    const { family } = catalogue;
    const search = searchOf(channel);
    const words = [family.word];
    const found = expectOk(await search({ marketplace, words, brand: family.brand }));
    const told = found.map(({ catalogueId, brand, partNumber, color, size, packageQuantity, familyId }) => ({
      ...{ catalogueId, brand, partNumber, color, size, packageQuantity, familyId },
    }));
    const { brand, familyId } = family;
    expect(told.toSorted(byId)).toEqual(
      family.items.map((item) => ({ ...item, brand, familyId })).toSorted(byId),
    );
    expect(expectOk(await search({ marketplace, words, brand: 'Nobody’s brand' }))).toEqual([]);
  },

  async 'catalogue.search: nothing found is no failure, and a failure is not nothing'(channel: Channel) {
    const { marketplace } = channel;
    const search = searchOf(channel);
    const request = { marketplace, words: ['qxzjv'], brand: null };
    expect(expectOk(await search(request))).toEqual([]);
    channel.levers.fault('throttled');
    expectFailure(await search(request), ['rate-limited'], channel.about);
    channel.levers.fault('server-error');
    expectFailure(await search(request), ['transient'], channel.about);
  },

  'catalogue.search: is there exactly where the manifest says so'(channel: Channel) {
    const { connector, definition } = channel;
    expect(connector.catalogue.search !== undefined).toBe(definition.manifest.catalogue.search !== null);
    return Promise.resolve();
  },
};

type Search = NonNullable<Channel['connector']['catalogue']['search']>;

function searchOf({ connector }: Channel): Search {
  const { search } = connector.catalogue;
  if (search === undefined) throw new Error('A catalogue that cannot be searched is a gap with a reason');
  return search;
}

function byId(one: { readonly catalogueId: string }, other: { readonly catalogueId: string }): number {
  return one.catalogueId < other.catalogueId ? -1 : 1;
}
