import type { ChannelIssue } from '../domain/channel-issue.ts';
import type { Instant } from '../domain/instant.ts';
import type { Activity, Issue } from '../domain/issue.ts';
import type { Message } from '../domain/message.ts';

/** A code, and what the channel says with it. */
export interface UnknownCode extends Pick<ChannelIssue, 'code'> {
  readonly text: Message;
}

/** What the merchant is told: open issues, and the workspace’s history. */
export interface HistoryRepositories {
  readonly issues: {
    /** Opens it, or replaces the words of the one that is open under its key. */
    open(issue: Issue): Promise<void>;
    openMany(issues: readonly Issue[]): Promise<void>;
    clear(key: string): Promise<void>;
    clearMany(keys: readonly string[]): Promise<void>;
    byKeys(keys: readonly string[]): Promise<readonly Issue[]>;
    list(): Promise<readonly Issue[]>;
  };
  /** What channels find wrong by codes that no connector explains. */
  readonly unknownIssues: {
    /** Adds one to the count of each code, which stands once. */
    count(connector: string, codes: readonly UnknownCode[], now: Instant): Promise<void>;
  };
  readonly activities: {
    append(activity: Activity): Promise<void>;
    /** Newest first. */
    latest(limit: number): Promise<readonly Activity[]>;
  };
}
