/** The tokens that one connection may spend, shared by every process of the installation. */
export interface RateBudget {
  /**
   * Takes one token for a call of this operation. `0`: go. Otherwise nothing was taken, and a token will be there after about this
   * many milliseconds.
   */
  take(operation: string): Promise<number>;
  /** The platform refused or named another rate: spend nothing of this operation for this many milliseconds. */
  pause(operation: string, milliseconds: number): Promise<void>;
}
