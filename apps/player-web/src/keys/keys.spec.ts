import { describe, expect, it } from '@jest/globals';
import { keyAction, keyBindings } from './keys.ts';

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

/** The press that a name of the table stands for. */
const press = (name: string) => ({
  ...plain,
  ctrlKey: name.startsWith('Ctrl+'),
  shiftKey: name.includes('Shift+'),
  key: name.replace(/^(Ctrl\+)?(Shift\+)?(?=.)/, ''),
});

describe('keyAction', () => {
  it('follows the table, in which no key stands twice', () => {
    const names = keyBindings.flatMap(({ keys }) => keys);
    expect(new Set(names).size).toBe(names.length);
    for (const { keys, action } of keyBindings)
      for (const name of keys) expect(keyAction(press(name), 'BODY')).toEqual(action);
    expect(keyAction({ ...plain, key: 'q' }, 'BODY')).toBeUndefined();
  });

  it('takes letters as they are written with Caps Lock, and signs with the Shift that some keyboards need', () => {
    expect(keyAction({ ...plain, key: 'F' }, 'BODY')).toEqual({ type: 'fit' });
    expect(keyAction({ ...plain, shiftKey: true, key: '?' }, 'BODY')).toEqual({ type: 'help' });
    expect(keyAction({ ...plain, metaKey: true, key: 'z' }, 'BODY')).toEqual({ type: 'undo' });
    expect(keyAction({ ...plain, ctrlKey: true, shiftKey: true, key: 'Z' }, 'BODY')).toEqual({
      type: 'redo',
    });
  });

  it('takes signs behind AltGr and Option, and leaves letters and digits with Alt to the browser', () => {
    expect(keyAction({ ...plain, ctrlKey: true, altKey: true, key: '[' }, 'BODY')).toEqual({
      type: 'set-start',
    });
    expect(keyAction({ ...plain, altKey: true, key: ']' }, 'BODY')).toEqual({ type: 'set-end' });
    for (const key of ['f', '1', 'ArrowLeft', ' '])
      expect(keyAction({ ...plain, altKey: true, key }, 'BODY')).toBeUndefined();
  });

  it('leaves to the browser what is its own', () => {
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey']) {
      expect(keyAction({ ...plain, [modifier]: true, key: 'ArrowLeft' }, 'BODY')).toBeUndefined();
      expect(keyAction({ ...plain, [modifier]: true, key: 'f' }, 'BODY')).toBeUndefined();
    }
    for (const modifier of ['ctrlKey', 'metaKey'])
      expect(keyAction({ ...plain, [modifier]: true, key: '+' }, 'BODY')).toBeUndefined();
    expect(keyAction({ ...plain, shiftKey: true, key: 'F' }, 'BODY')).toBeUndefined();
  });

  it('leaves to the focused element what it needs', () => {
    expect(keyAction({ ...plain, key: ' ' }, 'BUTTON')).toBeUndefined();
    expect(keyAction({ ...plain, key: 'Enter' }, 'BUTTON')).toBeUndefined();
    expect(keyAction({ ...plain, key: 'ArrowLeft' }, 'BUTTON')).toEqual({ type: 'move', seconds: -1 });
    expect(keyAction({ ...plain, key: 'ArrowLeft' }, 'SELECT')).toBeUndefined();
    expect(keyAction({ ...plain, key: ' ' }, 'INPUT')).toBeUndefined();
    expect(keyAction({ ...plain, key: 'ArrowLeft' }, 'CONTROL')).toBeUndefined();
    expect(keyAction({ ...plain, key: 'f' }, 'CONTROL')).toEqual({ type: 'fit' });
  });
});
