import { TextField } from '@shopify/polaris';

/** How many units of a product one sale of a listing takes, as it was typed; see `areUnits`. */
export function UnitsField({
  label,
  units,
  onChange,
  isWrong = false,
}: {
  readonly label: string;
  readonly units: string;
  readonly onChange: (units: string) => void;
  /** Marks the field. */
  readonly isWrong?: boolean;
}) {
  return (
    <TextField
      label={label}
      value={units}
      onChange={onChange}
      type="integer"
      min={1}
      max={9_999}
      autoComplete="off"
      {...(isWrong && { error: true })}
    />
  );
}

/** Whether a whole number from 1 to 9,999 was typed. */
export function areUnits(typed: string): boolean {
  return /^[1-9]\d{0,3}$/.test(typed);
}
