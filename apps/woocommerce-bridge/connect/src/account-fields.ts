import type { FormField } from '@quayside/host-kit/forms/form-model';
import type { Prompts } from './prompts.ts';

type Value = string | readonly string[];

/** What a merchant enters to connect a channel account, told apart. */
export interface AccountFields {
  readonly settings: Readonly<Record<string, Value>>;
  readonly credentials: Readonly<Record<string, Value>>;
}

/**
 * Asks for the fields of a connector's form, in order, with what can be chosen; what is given already is not asked for. The connector's schemas check it all later.
 *
 * @param given settings by name, also such as the form does not have. Secrets are never given like this: a command line can be read by others.
 * @throws Error for credentials that are given, and when the input ends too early.
 */
export async function readAccountFields(
  form: readonly FormField[],
  given: Readonly<Record<string, string>>,
  prompts: Prompts,
  tell: (text: string) => void,
): Promise<AccountFields> {
  const forbidden = form.find(({ name, of }) => of === 'credentials' && name in given);
  if (forbidden !== undefined) {
    throw new Error(`--setting ${forbidden.name}: it is a secret, and is asked for`);
  }
  const known = new Map(form.map((field) => [field.name, field]));
  const settings: Record<string, Value> = {};
  const credentials: Record<string, Value> = {};
  for (const [name, text] of Object.entries(given)) settings[name] = valueOf(known.get(name), text);
  for (const field of form) {
    if (field.name in given) continue;
    for (const { value, label } of field.options) tell(`  ${value}  ${label}`);
    const prompt = field.hint === null ? field.label : `${field.label} (${field.hint})`;
    const text = await prompts.ask(prompt, field.kind === 'secret' ? 'hidden' : 'shown');
    if (text === '') continue;
    (field.of === 'credentials' ? credentials : settings)[field.name] = valueOf(field, text);
  }
  return { settings, credentials };
}

/** Several choices stand on one line, with commas or spaces between them. */
function valueOf(field: Pick<FormField, 'kind'> | undefined, text: string): Value {
  return field?.kind === 'choices' ? text.split(/[\s,]+/).filter((each) => each !== '') : text;
}
