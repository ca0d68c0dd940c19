/** @jest-environment jsdom */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import LookMenu from './LookMenu.svelte';
import { Look } from './look.svelte.ts';

describe('LookMenu', () => {
  let look: Look;
  const menu = () => document.querySelector('details')!;
  beforeEach(() => {
    window.matchMedia = () =>
      ({
        matches: false,
        addEventListener: () => {},
        removeEventListener: () => {},
      }) as unknown as MediaQueryList;
    localStorage.clear();
    look = new Look();
    render(LookMenu, { look });
  });

  it('shows and changes theme and label colours', async () => {
    await userEvent.click(screen.getByText('Look'));
    expect(screen.getByLabelText<HTMLInputElement>('Like the system').checked).toBe(true);
    await userEvent.click(screen.getByLabelText('Dark'));
    await userEvent.click(screen.getByLabelText('Blue and orange'));
    expect([look.theme, look.palette]).toEqual(['dark', 'blue-orange']);
  });

  it('closes at Escape, with the focus back, and at a click elsewhere', async () => {
    menu().open = true;
    screen.getByLabelText('Dark').focus();
    await userEvent.keyboard('{Escape}');
    expect(menu().open).toBe(false);
    expect(document.activeElement).toBe(screen.getByText('Look'));
    menu().open = true;
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    expect(menu().open).toBe(false);
  });
});
