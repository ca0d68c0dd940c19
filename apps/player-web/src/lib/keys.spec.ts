import { describe, expect, it } from '@jest/globals';
import { keyAction, keyBindings } from './keys.ts';

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

describe('keyAction', () => {
  it('follows the table', () => {
    for (const { key, action } of keyBindings) {
      const shiftKey = key.startsWith('Shift+');
      expect(keyAction({ ...plain, shiftKey, key: key.replace('Shift+', '') }, 'BODY')).toEqual(action);
    }
    expect(keyAction({ ...plain, key: 'q' }, 'BODY')).toBeUndefined();
  });

  it('leaves to the browser what is its own', () => {
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey'])
      expect(keyAction({ ...plain, [modifier]: true, key: 'ArrowLeft' }, 'BODY')).toBeUndefined();
  });

  it('leaves to the focused element what it needs', () => {
    expect(keyAction({ ...plain, key: ' ' }, 'BUTTON')).toBeUndefined();
    expect(keyAction({ ...plain, key: 'ArrowLeft' }, 'BUTTON')).toEqual({ type: 'move', seconds: -1 });
    expect(keyAction({ ...plain, key: 'ArrowLeft' }, 'SELECT')).toBeUndefined();
    expect(keyAction({ ...plain, key: ' ' }, 'INPUT')).toBeUndefined();
  });
});
