/** What a key asks the player to do. */
export type KeyAction =
  | { readonly type: 'move'; readonly seconds: number }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'choose-class'; readonly index: number }
  | { readonly type: PlainAction };

/** The actions that need no number. */
export type PlainAction =
  | 'toggle'
  | 'play-selection'
  | 'start'
  | 'end'
  | 'loop'
  | 'fit'
  | 'zoom-selection'
  | 'back'
  | 'follow'
  | 'next-segment'
  | 'previous-segment'
  | 'least-certain'
  | 'confirm'
  | 'delete'
  | 'set-start'
  | 'set-end'
  | 'mark'
  | 'split'
  | 'merge'
  | 'undo'
  | 'redo'
  | 'deselect'
  | 'help';

/** A row of the table: the keys that do one thing. */
export interface KeyBinding {
  /** As in KeyboardEvent.key, with the modifiers in front: `Ctrl+` stands for Command on a Mac, too. */
  readonly keys: readonly string[];
  readonly shown: string;
  readonly does: string;
  readonly group: 'Listen' | 'Look' | 'Label';
  readonly action: KeyAction;
}

const CLASS_KEYS = 9;
const ZOOM_FACTOR = 1.5;

/** The one table of keys: it drives the player, and the help shows it. */
export const keyBindings: readonly KeyBinding[] = [
  listen([' '], 'Space', 'play or pause', { type: 'toggle' }),
  listen(['p'], 'P', 'play the selection once', { type: 'play-selection' }),
  listen(['l'], 'L', 'play the selection over and over, or no more', { type: 'loop' }),
  listen(['ArrowLeft'], '←', '1 s back', { type: 'move', seconds: -1 }),
  listen(['ArrowRight'], '→', '1 s on', { type: 'move', seconds: 1 }),
  listen(['Shift+ArrowLeft'], 'Shift ←', '0.1 s back', { type: 'move', seconds: -0.1 }),
  listen(['Shift+ArrowRight'], 'Shift →', '0.1 s on', { type: 'move', seconds: 0.1 }),
  listen(['Home'], 'Home', 'to the start', { type: 'start' }),
  listen(['End'], 'End', 'to the end', { type: 'end' }),
  look(['+', '='], '+', 'closer', { type: 'zoom', factor: ZOOM_FACTOR }),
  look(['-', '_'], '−', 'further away', { type: 'zoom', factor: 1 / ZOOM_FACTOR }),
  look(['f'], 'F', 'the whole recording', { type: 'fit' }),
  look(['e'], 'E', 'zoom to the selection', { type: 'zoom-selection' }),
  look(['b'], 'B', 'back to the view before', { type: 'back' }),
  look(['w'], 'W', 'follow the playing, or no more', { type: 'follow' }),
  look(['.'], '.', 'next segment', { type: 'next-segment' }),
  look([','], ',', 'segment before', { type: 'previous-segment' }),
  look(['n'], 'N', 'next moment of which the network is least certain', { type: 'least-certain' }),
  ...Array.from({ length: CLASS_KEYS }, (_, index) =>
    label([`${index + 1}`], `${index + 1}`, `class ${index + 1} for the selection, or for what comes next`, {
      type: 'choose-class',
      index,
    }),
  ),
  label(['Enter'], 'Enter', 'confirm what was heard', { type: 'confirm' }),
  label(['Delete', 'Backspace'], 'Del', 'delete a label, reject what was heard', { type: 'delete' }),
  label(['['], '[', 'the selection starts here', { type: 'set-start' }),
  label([']'], ']', 'the selection ends here', { type: 'set-end' }),
  label([';'], ';', 'start or end a label while playing', { type: 'mark' }),
  label(['s'], 'S', 'split the segment here', { type: 'split' }),
  label(['m'], 'M', 'merge with the next segment', { type: 'merge' }),
  label(['Ctrl+z'], 'Ctrl Z', 'undo', { type: 'undo' }),
  label(['Ctrl+Shift+z', 'Ctrl+y'], 'Ctrl Shift Z', 'redo', { type: 'redo' }),
  label(['Escape'], 'Esc', 'select nothing', { type: 'deselect' }),
  look(['?'], '?', 'this help', { type: 'help' }),
];

/** Elements that answer these keys themselves, and those that need every key. */
const TAKES_PRESS = ['BUTTON', 'SUMMARY', 'A'];
const PRESSES = [' ', 'Enter'];
const TAKES_ALL = ['INPUT', 'SELECT', 'TEXTAREA'];
/** A slider or a tick, as `focusedKind` calls them, moves by these. */
const MOVES = /^(Arrow|Page|Home$|End$| $)/;

/**
 * The action of a key press, unless the focused element needs the key or it belongs to the browser.
 *
 * @param press a KeyboardEvent
 * @param focused what has the focus, see `focusedKind`
 * @example keyAction({ ...press, key: ' ' }, 'BODY') // { type: 'toggle' }
 */
export function keyAction(press: KeyPress, focused: string): KeyAction | undefined {
  if (TAKES_ALL.includes(focused) || (press.altKey && !isSign(press.key))) return undefined;
  if (PRESSES.includes(press.key) && TAKES_PRESS.includes(focused)) return undefined;
  if (focused === CONTROL && MOVES.test(press.key)) return undefined;
  const names = namesOf(press);
  return keyBindings.find(({ keys }) => keys.some((key) => names.includes(key)))?.action;
}

const CONTROL = 'CONTROL';
const CONTROL_TYPES = ['range', 'checkbox', 'radio'];

/** What has the focus: an element's name in capitals, or `CONTROL` for an input that takes no text. */
export function focusedKind(element: Element | null): string {
  const type = element?.getAttribute('type') ?? '';
  if (element?.tagName === 'INPUT' && CONTROL_TYPES.includes(type)) return CONTROL;
  return element?.tagName ?? 'BODY';
}

/** A press as the table may call it: signs such as `?` and `+` need Shift on some keyboards only. */
function namesOf({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyPress): string[] {
  const name = /^[a-z]$/i.test(key) ? key.toLowerCase() : key;
  // AltGr, which some keyboards need for brackets, comes as Ctrl and Alt.
  const isCommand = metaKey || (ctrlKey && !altKey);
  const command = isCommand ? 'Ctrl+' : '';
  if (isSign(key) || /^\d$/.test(key)) return [command + name];
  return [`${command}${shiftKey ? 'Shift+' : ''}${name}`];
}

/** Signs are where each keyboard has them, behind Shift, AltGr or Option. */
const isSign = (key: string): boolean => /^[^\p{L}\p{N}\s]$/u.test(key);

/** The part of a KeyboardEvent that decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

function listen(keys: readonly string[], shown: string, does: string, action: KeyAction): KeyBinding {
  return { group: 'Listen', keys, shown, does, action };
}
function look(keys: readonly string[], shown: string, does: string, action: KeyAction): KeyBinding {
  return { group: 'Look', keys, shown, does, action };
}
function label(keys: readonly string[], shown: string, does: string, action: KeyAction): KeyBinding {
  return { group: 'Label', keys, shown, does, action };
}
