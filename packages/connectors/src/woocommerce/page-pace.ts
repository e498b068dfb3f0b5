import { plus } from '@quayside/core/domain/instant';
import type { Clock } from '@quayside/core/ports/clock';
import type { WooClient } from './client.ts';

/** Below the burst of the read budget, so that a page which begins with a full one also ends with it. */
const mostCalls = 40;
/** A third of the engine's lease of a page: the last call may take as long as the manifest allows, and the page must still be stored. */
const longestMs = 30_000;

/** How much one page may take. What does not fit goes on in the next one. */
export interface PagePace {
  /** Counts what goes through it. */
  readonly client: WooClient;
  isSpent(): boolean;
  /** Whether anything was answered: such a page has brought the reading further. */
  hasRead(): boolean;
}

export function startPace(client: WooClient, clock: Clock): PagePace {
  const endsAt = plus(clock.now(), longestMs);
  let calls = 0;
  let answers = 0;
  return {
    client: {
      async look(call) {
        calls += 1;
        const answer = await client.look(call);
        if (answer.ok) answers += 1;
        return answer;
      },
      call: (call) => client.call(call),
      home: () => client.home(),
    },
    isSpent: () => calls >= mostCalls || clock.now() >= endsAt,
    hasRead: () => answers > 0,
  };
}
