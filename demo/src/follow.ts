import type { ActivityId } from '@quayside/core/domain/ids';
import type { Locale } from '@quayside/host-kit/messages/format-message';
import type { Stage } from './stage.ts';
import type { Timeline } from './timeline.ts';
import type { View } from './view.ts';

/** Shows what Quayside tells the merchant, as it is written to the history: exactly these words. */
export interface Follower {
  /** Shows what is new: of many lines alike in one chapter only the first. */
  catchUp(): Promise<void>;
  /** Shows what is new, says how many lines were left out, and starts counting again. */
  turnPage(): Promise<void>;
  stop(): Promise<void>;
}

const everyMs = 150;
/** Lines alike that a chapter shows; the history keeps them all. */
const mostAlike = 4;

export function follow(stage: Stage, view: View, timeline: Timeline, locale: Locale): Follower {
  const shown = new Set<ActivityId>();
  const alike = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function show(): Promise<void> {
    const activities = await view.activities();
    for (const activity of activities.toReversed()) {
      if (shown.has(activity.id)) continue;
      shown.add(activity.id);
      const count = (alike.get(activity.message.code) ?? 0) + 1;
      alike.set(activity.message.code, count);
      if (count <= mostAlike) timeline.quayside(stage.installation.say(activity.message, locale));
    }
  }
  async function turn(): Promise<void> {
    await show();
    const hidden = [...alike.values()].reduce((total, count) => total + Math.max(0, count - mostAlike), 0);
    alike.clear();
    if (hidden > 0) timeline.quayside(`… and ${hidden} more ${hidden === 1 ? 'line' : 'lines'} like these`);
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
    turnPage() {
      running = running.then(turn, turn);
      return running;
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await catchUp();
    },
  };
}
