/** What a key asks the player to do. */
export type KeyAction =
  | { readonly type: 'toggle' }
  | { readonly type: 'move'; readonly seconds: number }
  | { readonly type: 'start' }
  | { readonly type: 'end' };

interface KeyBinding {
  /** As in KeyboardEvent.key, with the modifier in front. */
  readonly key: string;
  readonly shown: string;
  readonly does: string;
  readonly action: KeyAction;
}

/** The one table of keys: it drives the player, and the page shows it. */
export const keyBindings: readonly KeyBinding[] = [
  { key: ' ', shown: 'Space', does: 'play or pause', action: { type: 'toggle' } },
  { key: 'ArrowLeft', shown: '←', does: '1 s back', action: { type: 'move', seconds: -1 } },
  { key: 'ArrowRight', shown: '→', does: '1 s on', action: { type: 'move', seconds: 1 } },
  { key: 'Shift+ArrowLeft', shown: 'Shift ←', does: '0.1 s back', action: { type: 'move', seconds: -0.1 } },
  { key: 'Shift+ArrowRight', shown: 'Shift →', does: '0.1 s on', action: { type: 'move', seconds: 0.1 } },
  { key: 'Home', shown: 'Home', does: 'to the start', action: { type: 'start' } },
  { key: 'End', shown: 'End', does: 'to the end', action: { type: 'end' } },
];

/** Elements that answer the space bar themselves, and those that need every key. */
const TAKES_SPACE = ['BUTTON', 'SUMMARY', 'A'];
const TAKES_ALL = ['INPUT', 'SELECT', 'TEXTAREA'];

/**
 * The action of a key press, unless the focused element needs the key or it belongs to the browser.
 *
 * @param press a KeyboardEvent
 * @param focused name of the focused element, in capitals
 * @example keyAction({ ...press, key: ' ' }, 'BODY') // { type: 'toggle' }
 */
export function keyAction(press: KeyPress, focused: string): KeyAction | undefined {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = press;
  if (ctrlKey || altKey || metaKey || TAKES_ALL.includes(focused)) return undefined;
  if (key === ' ' && TAKES_SPACE.includes(focused)) return undefined;
  const name = shiftKey ? `Shift+${key}` : key;
  return keyBindings.find((binding) => binding.key === name)?.action;
}

/** The part of a KeyboardEvent that decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;
