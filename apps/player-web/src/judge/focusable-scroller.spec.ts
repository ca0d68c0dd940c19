/** @jest-environment jsdom */
import { expect, it, jest } from '@jest/globals';
import { focusableScroller } from './focusable-scroller.ts';

it('takes the focus only while something of it is hidden', () => {
  const callbacks: (() => void)[] = [];
  const resized = () => callbacks.forEach((callback) => callback());
  const disconnect = jest.fn();
  const observed: Element[] = [];
  class Observer {
    disconnect = disconnect;
    constructor(callback: () => void) {
      callbacks.push(callback);
    }
    observe(element: Element) {
      observed.push(element);
    }
  }
  Object.assign(globalThis, { ResizeObserver: Observer });
  const element = document.createElement('div');
  element.append(document.createElement('table'));
  const widthIs = (scrollWidth: number) =>
    Object.defineProperties(element, {
      scrollWidth: { value: scrollWidth, configurable: true },
      clientWidth: { value: 300, configurable: true },
    });

  const end = focusableScroller(element);
  expect(observed).toEqual([element, element.firstElementChild]);
  widthIs(301);
  resized();
  expect(element.tabIndex).toBe(0);
  widthIs(300);
  resized();
  expect(element.hasAttribute('tabindex')).toBe(false);
  end();
  expect(disconnect).toHaveBeenCalledTimes(1);
});
