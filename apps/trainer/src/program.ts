import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { cardCommand } from './card-command.ts';
import { classifyCommand } from './classify-command.ts';
import { convertCommand } from './convert-command.ts';
import { descriptorsCommand } from './descriptors-command.ts';
import { differenceCommand } from './difference-command.ts';
import { evaluateCommand } from './evaluate-command.ts';
import { inspectCommand } from './inspect-command.ts';
import { labelBudgetCommand } from './label-budget/label-budget-command.ts';
import { Interrupted } from './interrupt.ts';
import { mixCommand } from './mix-command.ts';
import { pretrainCommand } from './pretrain-command.ts';
import { spectrogramsCommand } from './spectrograms-command.ts';
import { splitCommand } from './split-command.ts';
import { trainCommand } from './train-command.ts';

/**
 * Does what a command line says.
 *
 * @param args as typed, without the program's own name
 * @returns the exit code: 0, 130 after Ctrl+C, 1 where something is wrong, which is then printed
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  const program = new Command('trainer')
    .description('Train networks on spectrograms, and let them classify recordings.')
    .exitOverride();
  const commands = [
    inspectCommand(),
    splitCommand(),
    mixCommand(),
    pretrainCommand(),
    trainCommand(),
    evaluateCommand(),
    labelBudgetCommand(),
    cardCommand(),
    classifyCommand(),
    spectrogramsCommand(),
    descriptorsCommand(),
    differenceCommand(),
    convertCommand(),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
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
