import { tell, type Drive } from './drive.ts';
import type { OfficialAnswer } from './official-amazon.ts';

/** The queue of the official cases. */
export const queueOfCases = {
  arn: 'arn:aws:sqs:us-east-2:444455556666:queue1',
  accessKeyId: 'AKIA1234567890123456',
  secretAccessKey: 'queue-secret-123',
};

/** What asking again does not change is told with what was done: the account is asked for its orders all the same. */
const told = {
  400: 'value',
  401: 'value',
  403: 'value',
  404: 'value',
  409: 'value',
  413: 'value',
  415: 'value',
} as const;
const whereTo = 'without it nobody knows where notifications go';

export const subscribe: Drive = {
  call: 'notifications.ensure',
  effect: 'read',
  run: async ({ notifications }) => {
    if (notifications === undefined) throw new Error('The connector has no queue');
    return tell(await notifications.ensure());
  },
  fine: told,
  essential: {
    payload: whereTo,
    'payload.subscriptionId': whereTo,
    'payload.destinationId': whereTo,
    'payload.resource': whereTo,
  },
};

const noDestinations: OfficialAnswer = { status: 200, body: { payload: [] } };

export const makeDestination: Drive = {
  ...subscribe,
  call: 'notifications.ensure, its destination made',
  others: { getDestinations: noDestinations },
};
