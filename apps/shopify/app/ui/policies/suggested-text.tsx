import { Autocomplete } from '@shopify/polaris';

export interface SuggestedTextProps {
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly helpText?: string | undefined;
  readonly suggestions: readonly string[];
  readonly onChange: (text: string) => void;
}

const mostShown = 20;
const longest = 100;

/** A text that may be anything; what is known is suggested below it while it is typed. */
export function SuggestedText({ suggestions, value, onChange, ...field }: SuggestedTextProps) {
  const typed = value.trim().toLowerCase();
  const fitting = suggestions.filter((each) => each.toLowerCase().includes(typed) && each !== value);
  return (
    <Autocomplete
      options={fitting.slice(0, mostShown).map((each) => ({ value: each, label: each }))}
      selected={[]}
      onSelect={([chosen]) => {
        if (chosen !== undefined) onChange(chosen);
      }}
      textField={
        <Autocomplete.TextField
          {...field}
          value={value}
          onChange={onChange}
          maxLength={longest}
          autoComplete="off"
          spellCheck={false}
        />
      }
    />
  );
}
