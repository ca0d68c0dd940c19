import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { classifyCommand } from './classify-command.ts';
import { spectrogramsCommand } from './spectrograms-command.ts';
import { trainCommand } from './train-command.ts';
import { Interrupted } from './interrupt.ts';

const program = new Command('trainer')
  .description('Train networks on spectrograms, and let them classify recordings.')
  .addCommand(trainCommand())
  .addCommand(classifyCommand())
  .addCommand(spectrogramsCommand())
  .exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** Prints one clear line for what a person can mend, and the whole stack only for what is our own fault. */
function exitCodeOf(error: unknown): number {
  // Commander has already printed its own.
  if (error instanceof CommanderError) return error.exitCode;
  if (error instanceof Interrupted) {
    process.stderr.write(`\n${error.message}\n`);
    return 130;
  }
  const isOurs = !(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError;
  process.stderr.write(isOurs ? `${inspect(error)}\n` : `error: ${error.message}\n`);
  return 1;
}
