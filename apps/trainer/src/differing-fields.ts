const SHOWN_CHARACTERS = 60;

/**
 * Where two values that JSON can hold are not the same, field by field and in words; nothing where they are.
 *
 * @param there what was found
 * @param now what is wanted
 * @example differingFields({ steps: 600, recipe: { epochs: 4 } }, { steps: 300, recipe: { epochs: 4 } }) // ['steps: 600 there, 300 now']
 */
export function differingFields(there: unknown, now: unknown, path = ''): string[] {
  if (isObject(there) && isObject(now))
    return [...new Set([...Object.keys(there), ...Object.keys(now)])].flatMap((key) =>
      differingFields(there[key], now[key], path === '' ? key : `${path}.${key}`),
    );
  const [before, after] = [there, now].map((value) => JSON.stringify(value));
  return before === after ? [] : [`${path}: ${shown(before)} there, ${shown(after)} now`];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(json: string | undefined): string {
  if (json === undefined) return 'nothing';
  return json.length > SHOWN_CHARACTERS ? `${json.slice(0, SHOWN_CHARACTERS)}…` : json;
}
