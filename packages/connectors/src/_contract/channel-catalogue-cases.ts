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
};
