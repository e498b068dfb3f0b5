import type { ActivityId } from '@quayside/core/domain/ids';
import type { Locale } from '@quayside/host-kit/messages/format-message';
import type { Stage } from './stage.ts';
import type { Timeline } from './timeline.ts';
import type { View } from './view.ts';

/** Shows what Quayside tells the merchant, as it is written to the history: exactly these words. */
export interface Follower {
  /** Shows what is new. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

const everyMs = 150;

export function follow(stage: Stage, view: View, timeline: Timeline, locale: Locale): Follower {
  const shown = new Set<ActivityId>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function show(): Promise<void> {
    const activities = await view.activities();
    for (const activity of activities.toReversed()) {
      if (shown.has(activity.id)) continue;
      shown.add(activity.id);
      timeline.quayside(stage.installation.say(activity.message, locale));
    }
  }
  function catchUp(): Promise<void> {
    running = running.then(show, show);
    return running;
  }
  function again(): void {
    timer = setTimeout(() => {
      // What the database refuses here, the story meets as well and says it.
      void catchUp()
        .catch(() => undefined)
        .finally(() => timer !== undefined && again());
    }, everyMs);
  }
  again();
  return {
    catchUp,
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await catchUp();
    },
  };
}
