/** A benchmark: its figures, and how it came to them. */
export interface Benchmark {
  readonly summary: string;
  /** Writes progress, never to standard output. */
  run(progress: (text: string) => void): Promise<Readonly<Record<string, number>>>;
}
