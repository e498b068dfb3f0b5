import { AsyncLocalStorage } from 'node:async_hooks';
import { toMilliseconds } from '@quayside/core/domain/instant';
import type { Clock } from '@quayside/core/ports/clock';
import type { Chance } from './chance.ts';

/** One run of a lane by one worker, as the scheduler sees it. */
export interface Run {
  readonly name: string;
  /** Its worker was killed: whatever it waits for never comes. */
  isDead: boolean;
  isOver: boolean;
  /** Its worker sleeps until this moment, in milliseconds: an overloaded machine, or a process that was stopped. */
  sleepsUntil: number;
}

interface Waiting {
  readonly run: Run;
  readonly resume: () => void;
}

/**
 * Lets several runs go on in turns, one step at a time, in an order that chance decides. A run gives up its turn wherever it would wait for a database or a
 * platform; what it does between two turns is never interrupted.
 */
export class Scheduler {
  readonly #chance: Chance;
  readonly #clock: Clock;
  readonly #current = new AsyncLocalStorage<Run>();
  #waiting: Waiting[] = [];
  readonly runs: Run[] = [];
  #bug: Error | undefined;
  /** How often, in a hundred, a run gives up its turn where it could. */
  yieldPercent = 35;

  constructor(chance: Chance, clock: Clock) {
    this.#chance = chance;
    this.#clock = clock;
  }

  /** Begins a run. What it throws is a bug of the engine, and ends the simulation. */
  start(name: string, work: () => Promise<void>): Run {
    const run: Run = { name, isDead: false, isOver: false, sleepsUntil: 0 };
    this.runs.push(run);
    this.#current.run(run, () => {
      void this.#begin(run, work);
    });
    return run;
  }

  async #begin(run: Run, work: () => Promise<void>): Promise<void> {
    try {
      await this.turn(true);
      await work();
    } catch (error) {
      this.#bug ??=
        error instanceof Error ? error : new Error('Something that is no error was thrown', { cause: error });
    }
    run.isOver = true;
    this.runs.splice(this.runs.indexOf(run), 1);
  }

  /** The run that is at work now; none outside of runs. */
  get current(): Run | undefined {
    return this.#current.getStore();
  }

  /** Does something without giving up any turn. */
  outside<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#current.exit(work);
  }

  /** Gives up the turn: always, or as chance wants it. Outside of runs nobody waits. */
  turn(isCertain = false): Promise<void> {
    const run = this.current;
    if (run === undefined) return Promise.resolve();
    if (run.isDead) return new Promise(() => undefined);
    if (!isCertain && !this.#chance.percent(this.yieldPercent)) return Promise.resolve();
    return new Promise((resume) => this.#waiting.push({ run, resume }));
  }

  /** Ends runs at once, wherever they are. */
  kill(runs: readonly Run[]): void {
    for (const run of runs) run.isDead = true;
    this.#waiting = this.#waiting.filter(({ run }) => !run.isDead);
    for (const run of runs) if (this.runs.includes(run)) this.runs.splice(this.runs.indexOf(run), 1);
  }

  /**
   * Lets one run take one step.
   *
   * @returns whether there was one. @throws whatever a run threw.
   */
  async step(): Promise<boolean> {
    const now = toMilliseconds(this.#clock.now());
    const awake = this.#waiting.filter(({ run }) => run.sleepsUntil <= now);
    if (awake.length === 0) return false;
    const next = this.#chance.pick(awake);
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    next.resume();
    // Everything that follows without another turn.
    await new Promise((done) => setImmediate(done));
    if (this.#bug !== undefined) throw this.#bug;
    return true;
  }

  /** Wakes whoever sleeps. */
  wake(): void {
    for (const run of this.runs) run.sleepsUntil = 0;
  }
}
