/** A promise that was not kept in a run. */
export class Broken extends Error {
  override readonly name = 'Broken';

  constructor(promise: 'P1' | 'P2' | 'P3' | 'P4' | 'P8' | 'Parcels' | 'Changes', finding: string) {
    super(`${promise}: ${finding}`);
  }
}
