import type { OperationCalls } from './call-ledger.ts';
import type { FaultRule, FaultState } from './faults.ts';

/** Talks to the control API of a simulator in another process. Every method throws with the simulator's own words. */
export class SimulatorControl {
  readonly #url: string;
  readonly #token: string;

  /** `url` is the simulator's address, `token` its control token. */
  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Switches a fault on and returns all rules. */
  addFault(rule: FaultRule): Promise<FaultState[]> {
    return this.ask('faults.add', rule);
  }

  /** Switches faults off, all or those of one operation name. */
  clearFaults(operation?: string): Promise<FaultState[]> {
    return this.ask('faults.clear', operation === undefined ? {} : { operation });
  }

  /** The fault rules with their counts. */
  faults(): Promise<FaultState[]> {
    return this.ask('faults.list');
  }

  /** Calls per operation so far. */
  calls(): Promise<Record<string, OperationCalls>> {
    return this.ask('calls');
  }

  /** Runs one action of the control API. */
  protected async ask<T>(action: string, input: unknown = {}): Promise<T> {
    const answer = await fetch(`${this.#url}/_simulator/${action}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const body = (await answer.json()) as T & { error?: string };
    if (!answer.ok) throw new Error(`Simulator, ${action}: ${body.error ?? answer.status}`);
    return body;
  }
}
