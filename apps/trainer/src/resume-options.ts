import type { Command } from 'commander';

/** What may be said of a run that goes on: which it is, and where things lie. */
const ALLOWED: readonly string[] = ['resume', 'name', 'runs', 'cache'];

/**
 * Makes sure that nothing else is asked of a run that goes on than what made it.
 *
 * @throws Error naming every option that would be passed over
 */
export function assertResumable(command: Command): void {
  const passedOver = command.options.filter(
    (option) =>
      !ALLOWED.includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (passedOver.length === 0) return;
  throw new Error(
    `--resume goes on with what run.json says; leave out ${passedOver.map(({ long }) => long).join(', ')}`,
  );
}
