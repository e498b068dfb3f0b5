import { instant } from '@quayside/core/domain/instant';
import type { Clock } from '@quayside/core/ports/clock';

export const systemClock: Clock = { now: () => instant(Date.now()) };
