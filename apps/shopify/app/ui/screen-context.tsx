import type { InputOf, OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { OperationName } from '@quayside/host-kit/admin-api/operations';
import type { Locale } from '@quayside/host-kit/messages/format-message';
import type { SayText } from '@quayside/host-kit/messages/screen-texts';
import { createContext, useContext } from 'react';

/** One command of the admin API as a screen uses it. */
export interface Command<Name extends OperationName> {
  readonly run: (input: InputOf<Name>) => void;
  readonly isRunning: boolean;
  /** What the last run was asked; `null` before the first. */
  readonly asked: InputOf<Name> | null;
  /** Why the last run was refused. */
  readonly problem: string | null;
  /** The members of what was asked that are wrong, by path. */
  readonly fields: readonly string[];
  /** What the last run has done. */
  readonly done: OutputOf<Name> | null;
}

/** A question that a screen asks while it is worked on. It follows its input, and waits for a rest while that changes. */
export interface Question<Name extends OperationName> {
  /** The last answer; it stays while the next one is awaited. */
  readonly answer: OutputOf<Name> | null;
  /** Why the last input has no answer. */
  readonly problem: string | null;
  /** The members of the last input that are wrong, by path. */
  readonly fields: readonly string[];
  /** Whether the input is not answered yet. */
  readonly isAsking: boolean;
}

/** What every screen is given besides its own view: nothing here knows how pages are loaded. */
export interface ScreenContext {
  readonly locale: Locale;
  readonly t: SayText;
  /** When the server made this page: what relative times count from, on the server and in the browser alike. */
  readonly now: string;
  readonly may: (name: OperationName) => boolean;
  /** A hook. */
  readonly useCommand: <Name extends OperationName>(name: Name) => Command<Name>;
  /** A hook; without an input nothing is asked. */
  readonly useQuestion: <Name extends OperationName>(
    name: Name,
    input: InputOf<Name> | null,
  ) => Question<Name>;
  /** Changes what the page's address asks for; `null` removes a part. The page begins at its start again unless `after` is given. */
  readonly ask: (changes: Readonly<Record<string, string | null>>) => void;
  /** Goes to another screen. */
  readonly go: (url: string) => void;
  /** Whether another page is being loaded. */
  readonly isLoading: boolean;
  /** Says that something went well. */
  readonly tell: (sentence: string) => void;
}

const context = createContext<ScreenContext | null>(null);

export const ScreenProvider = context.Provider;

export function useScreen(): ScreenContext {
  const given = useContext(context);
  if (given === null) throw new Error('A screen stands inside its provider');
  return given;
}
