import { dirname, join, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../paths.ts';
import { shownCommand, shownPath } from './shown-path.ts';

describe('shownPath', () => {
  it.each([
    ['within the workspace', join(workspaceRoot, 'runs', 'first'), 'runs/first'],
    ['beside it', join(dirname(workspaceRoot), 'shared', 'manifest.csv'), '../shared/manifest.csv'],
    ['from its root', '../shared/manifest.csv', '../shared/manifest.csv'],
    ['elsewhere', `${sep}srv${sep}some${sep}one${sep}secret${sep}runs${sep}first`, 'first'],
    ['elsewhere, from its root', '../../../../some/where/else/first', 'first'],
    ['the workspace itself', workspaceRoot, '.'],
  ])('shows a path %s', (_, path, shown) => expect(shownPath(path)).toBe(shown));
});

describe('shownCommand', () => {
  it('shows every path, and leaves the rest', () => {
    const command = `npx nx run trainer:train -- --data ${workspaceRoot}/data/demo a/b.csv --from small=/srv/x/runs/a --only by=/srv/x,/srv/y`;
    expect(shownCommand(command)).toBe(
      'npx nx run trainer:train -- --data data/demo a/b.csv --from small=a --only by=x,y',
    );
  });
});
