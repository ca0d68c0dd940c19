import type { Command } from 'commander';
import { describe, expect, it } from '@jest/globals';
import { assertResumable } from './resume-options.ts';
import { pretrainCommand } from './pretrain-command.ts';
import { trainCommand } from './train-command.ts';

/** What is said of `--resume` beside these options. */
function resume(command: Command, ...args: string[]): void {
  command
    .action((_, called: Command) => assertResumable(called))
    .parse(['--resume', ...args], { from: 'user' });
}

describe('assertResumable', () => {
  it('lets the run be named, and defaults be', () => {
    for (const command of [trainCommand, pretrainCommand])
      expect(() => resume(command(), '--name', 'a', '--runs', 'b', '--cache', 'c')).not.toThrow();
  });

  it.each([
    ['--epochs', '--data', '--epochs', '3', '--data', 'birds'],
    ['--seed', '--only', '--seed', '1', '--only', 'kind=rain'],
  ])('names %s and %s', (one, other, ...args) => {
    for (const command of [trainCommand, pretrainCommand]) {
      expect(() => resume(command(), ...args)).toThrow(
        /^--resume goes on with what run\.json says; leave out --/,
      );
      for (const name of [one, other]) expect(() => resume(command(), ...args)).toThrow(name);
    }
  });

  it('knows the options of training on labels', () => {
    expect(() => resume(trainCommand(), '--from', 'a', '--fine-tune', '--collar', '0.1')).toThrow(
      'leave out --collar, --from, --fine-tune',
    );
  });
});
