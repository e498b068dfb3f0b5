import { styleText } from 'node:util';

/** Writes the story, one line at a time, with the seconds since its start. */
export interface Timeline {
  readonly chapter: (title: string) => void;
  /** Something that happened in the world: a customer, a marketplace, the merchant. */
  readonly world: (text: string) => void;
  /** Something Quayside did, in the words the merchant reads. */
  readonly quayside: (text: string) => void;
  /** Something the demo itself measured or checked. */
  readonly seen: (text: string) => void;
  readonly plain: (text: string) => void;
}

export function createTimeline(stream: NodeJS.WriteStream, startedAt: number): Timeline {
  const write = (line: string): void => {
    stream.write(`${line}\n`);
  };
  const line = (mark: string, text: string): void => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
    write(`${styleText('dim', `${seconds} s`, { stream })}  ${mark} ${text}`);
  };
  return {
    chapter: (title) => write(`\n${styleText('bold', title, { stream })}`),
    world: (text) => line(styleText('yellow', '●', { stream }), text),
    quayside: (text) => line(styleText('cyan', '→', { stream }), text),
    seen: (text) => line(styleText('green', '✓', { stream }), text),
    plain: write,
  };
}
