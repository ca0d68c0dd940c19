/**
 * A file name for what was heard live, after the moment at which it started.
 *
 * @param started in local time
 * @param taken names that are in use: the new one is another one
 * @example takeName(new Date(2026, 10, 30, 17, 5), []) // 'live 2026-11-30 17.05.wav'
 */
export function takeName(started: Date, taken: readonly string[]): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${started.getFullYear()}-${two(started.getMonth() + 1)}-${two(started.getDate())}`;
  const moment = `live ${day} ${two(started.getHours())}.${two(started.getMinutes())}`;
  let name = `${moment}.wav`;
  for (let number = 2; taken.includes(name); number++) name = `${moment} (${number}).wav`;
  return name;
}
