import { createContext, useContext, type ReactNode } from 'react';
import { valueAt, withValue, type Choices, type Field, type Form, type Rules } from './rules-draft.ts';

export interface DraftProps {
  readonly fields: readonly Field[];
  readonly rule: Form['rule'];
  readonly choices: Choices;
  readonly rules: Rules;
  /** Paths of what is wrong. */
  readonly problems: readonly string[];
  /** Nobody who looks at it may change it. */
  readonly isReadOnly: boolean;
  readonly onChange: (rules: Rules) => void;
}

/** What the fields of a policy's form are given: the draft that they show a part of. */
export interface Draft extends Omit<DraftProps, 'rules' | 'onChange' | 'problems'> {
  readonly valueAt: (path: string) => unknown;
  readonly change: (path: string, value: unknown) => void;
  /** Whether what stands at a path, or below it, is wrong. */
  readonly isWrong: (path: string) => boolean;
}

const context = createContext<Draft | null>(null);

/** Holds the draft around its fields. */
export function DraftProvider({ children, ...props }: DraftProps & { readonly children: ReactNode }) {
  const { rules, problems, onChange, ...rest } = props;
  const draft: Draft = {
    ...rest,
    valueAt: (path) => valueAt(rules, path),
    change: (path, value) => onChange(withValue(rules, path, value)),
    isWrong: (path) => problems.some((problem) => problem === path || problem.startsWith(`${path}.`)),
  };
  return <context.Provider value={draft}>{children}</context.Provider>;
}

export function useDraft(): Draft {
  const draft = useContext(context);
  if (draft === null) throw new Error('A field stands inside a draft');
  return draft;
}
