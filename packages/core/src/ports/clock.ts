import type { Instant } from '../domain/instant.ts';

/** The only source of time in core. Every process of an installation must be kept on time by NTP (ADR 0008). */
export interface Clock {
  now(): Instant;
}
