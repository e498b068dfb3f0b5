import { ChoiceList, IndexFilters, IndexFiltersMode, useSetIndexFiltersMode } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useScreen } from './screen-context.tsx';

/** A choice that narrows the list, kept in the page's address under its name. */
export interface ListFilter {
  readonly name: string;
  readonly label: string;
  readonly chosen: string | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export interface ListFiltersProps {
  readonly tabs: readonly { readonly id: string; readonly content: string }[];
  readonly tab: string;
  readonly text: string;
  /** What can be looked for; `null`: nothing. */
  readonly searchHint: string | null;
  readonly filters: readonly ListFilter[];
}

/** While somebody types, the list waits for a rest this long. */
const restMs = 350;
const longestText = 200;

/** Tabs, search and filters of a list: all of them are parts of the page's address. */
export function ListFilters({ tabs, tab, text, searchHint, filters }: ListFiltersProps) {
  const { ask, isLoading } = useScreen();
  const isNarrowed = text !== '' || filters.some(({ chosen }) => chosen !== null);
  const { mode, setMode } = useSetIndexFiltersMode(
    isNarrowed ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  );
  const [typed, setTyped] = useState(text);

  useEffect(() => {
    if (typed === text) return undefined;
    const rest = setTimeout(() => ask({ text: typed.trim() }), restMs);
    return () => clearTimeout(rest);
    // What was asked for is not asked for again when it comes back.
  }, [typed]);

  const clear = (): void => {
    setTyped('');
    ask({ text: null, ...Object.fromEntries(filters.map(({ name }) => [name, null])) });
  };
  return (
    <IndexFilters
      tabs={tabs.map((each) => ({ ...each, actions: [] }))}
      selected={Math.max(
        0,
        tabs.findIndex(({ id }) => id === tab),
      )}
      onSelect={(index) => ask({ tab: tabs[index]?.id ?? null })}
      canCreateNewView={false}
      mode={mode}
      setMode={setMode}
      loading={isLoading}
      queryValue={typed}
      queryPlaceholder={searchHint ?? ''}
      hideQueryField={searchHint === null}
      onQueryChange={(value) => setTyped(value.slice(0, longestText))}
      onQueryClear={() => setTyped('')}
      cancelAction={{ onAction: clear, disabled: false, loading: false }}
      onClearAll={clear}
      filters={filters.map(({ name, label, chosen, choices }) => ({
        key: name,
        label,
        shortcut: true,
        filter: (
          <ChoiceList
            title={label}
            titleHidden
            choices={[...choices]}
            selected={chosen === null ? [] : [chosen]}
            onChange={([value]) => ask({ [name]: value ?? null })}
          />
        ),
      }))}
      appliedFilters={filters.flatMap(({ name, label, chosen, choices }) =>
        chosen === null
          ? []
          : [
              {
                key: name,
                label: `${label}: ${choices.find(({ value }) => value === chosen)?.label ?? chosen}`,
                onRemove: () => ask({ [name]: null }),
              },
            ],
      )}
    />
  );
}
