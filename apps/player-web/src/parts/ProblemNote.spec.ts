/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import ProblemNote from './ProblemNote.svelte';

describe('ProblemNote', () => {
  it('tells what happened at once, until it is dismissed', async () => {
    const onDismiss = jest.fn();
    render(ProblemNote, { problem: 'a.wav can’t be opened.', onDismiss });
    expect(screen.getByRole('alert').textContent).toContain('a.wav can’t be opened.');
    expect(onDismiss).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(onDismiss).toHaveBeenCalledTimes(1);
  });
});
