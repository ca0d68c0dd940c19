import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import { KeptLabels } from './kept-labels.ts';
import type { LabelDocument } from './label-document.ts';
import { LabelStore } from './label-store.ts';

const recording = { key: 'abc', name: 'dawn.wav' };
const documentOf = (...labels: string[]): LabelDocument => ({
  classes: labels.map((name) => ({ name, colour: '#123456', pattern: 'plain' })),
  segments: labels.map((label, index) => ({ start: index, end: index + 1, label })),
});
const labelsIn = ({ document }: KeptLabels) => document.segments.map(({ label }) => label);

const stores: LabelStore[] = [];
const tabs: KeptLabels[] = [];
/** The labels of the recording in another tab. */
function openTab(delay = 100_000): { store: LabelStore; kept: KeptLabels } {
  const store = new LabelStore();
  const kept = new KeptLabels(store, recording, { delay });
  stores.push(store);
  tabs.push(kept);
  return { store, kept };
}
/** As when another tab could not tell this one. */
function deafTab(): KeptLabels {
  const { store, kept } = openTab();
  store.onSaved = undefined;
  return kept;
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const kept of tabs.splice(0)) await kept.flush();
  for (const store of stores.splice(0)) await store.close();
});

describe('saving', () => {
  it('happens by itself after an edit, once for several', async () => {
    const { store, kept } = openTab(1);
    const save = jest.spyOn(store, 'save');
    await kept.refresh();
    expect(kept.state).toBe('saved');
    const isSaved = new Promise<void>((resolve) => {
      kept.onChange = () => {
        if (kept.state === 'saved') resolve();
      };
    });
    kept.edit('label', documentOf('a'));
    kept.edit('label', documentOf('a', 'b'));
    expect(kept.state).toBe('saving');
    await isSaved;
    expect(save).toHaveBeenCalledTimes(1);
    expect(await store.load('abc')).toMatchObject({ ...documentOf('a', 'b'), name: 'dawn.wav', revision: 1 });
  });

  it('is found again by the next page, which begins without steps', async () => {
    const first = deafTab();
    expect(first.isUntouched).toBe(true);
    first.edit('label', documentOf('a'));
    expect(first.isUntouched).toBe(false);
    await first.flush();
    const next = deafTab();
    await next.refresh();
    expect(next.isUntouched).toBe(false);
    expect(next.document).toEqual(documentOf('a'));
    expect([next.state, next.history.past]).toEqual(['saved', []]);
    next.edit('label', documentOf('b'));
    await next.flush();
    expect((await stores[0]!.load('abc'))?.revision).toBe(2);
  });

  it('does not write what is there already', async () => {
    const { store, kept } = openTab();
    kept.edit('label', documentOf('a'));
    await kept.flush();
    const save = jest.spyOn(store, 'save');
    kept.edit('label', documentOf('b'));
    kept.undo();
    await kept.flush();
    expect(save).not.toHaveBeenCalled();
    expect(kept.state).toBe('saved');
  });

  it('saves an edit that was made while another was being saved', async () => {
    const { store, kept } = openTab();
    kept.edit('label', documentOf('a'));
    const flushed = kept.flush();
    kept.edit('label', documentOf('a', 'b'));
    await flushed;
    await kept.flush();
    expect(await store.load('abc')).toMatchObject(documentOf('a', 'b'));
  });
});

describe('two tabs', () => {
  it('the one without edits of its own follows, and can step back', async () => {
    const [one, other] = [openTab(), openTab()];
    await other.kept.refresh();
    other.kept.edit('label', documentOf('mine'));
    await other.kept.flush();
    const heard = new Promise<void>((resolve) => {
      other.store.onSaved = (key) => {
        expect(key).toBe('abc');
        resolve(other.kept.refresh());
      };
    });
    await one.kept.refresh();
    one.kept.edit('label', documentOf('theirs'));
    await one.kept.flush();
    await heard;
    expect(labelsIn(other.kept)).toEqual(['theirs']);
    expect(other.kept.state).toBe('saved');
    other.kept.undo();
    expect(labelsIn(other.kept)).toEqual(['mine']);
  });

  async function conflict() {
    const [mine, theirs] = [deafTab(), deafTab()];
    await mine.refresh();
    await theirs.refresh();
    theirs.edit('label', documentOf('theirs'));
    await theirs.flush();
    mine.edit('label', documentOf('mine'));
    await mine.flush();
    return { mine, stored: () => stores[0]!.load('abc') };
  }

  it('never writes over what it has not seen', async () => {
    const { mine, stored } = await conflict();
    expect(mine.state).toBe('conflict');
    expect(mine.isUnsaved).toBe(true);
    expect(mine.theirs?.segments).toEqual(documentOf('theirs').segments);
    mine.edit('label', documentOf('mine', 'more'));
    await mine.flush();
    expect(mine.state).toBe('conflict');
    expect((await stored())?.segments).toEqual(documentOf('theirs').segments);
  });

  it('learns of a conflict before it saves', async () => {
    const [mine, theirs] = [deafTab(), deafTab()];
    mine.edit('label', documentOf('mine'));
    theirs.edit('label', documentOf('theirs'));
    await theirs.flush();
    await mine.refresh();
    expect(mine.state).toBe('conflict');
    expect(labelsIn(mine)).toEqual(['mine']);
  });

  it('takes theirs, and mine is one step back', async () => {
    const { mine, stored } = await conflict();
    mine.takeTheirs();
    expect([labelsIn(mine), mine.state]).toEqual([['theirs'], 'saved']);
    mine.undo();
    await mine.flush();
    expect([labelsIn(mine), mine.state]).toEqual([['mine'], 'saved']);
    expect((await stored())?.segments).toEqual(documentOf('mine').segments);
  });

  it('keeps mine, and theirs is one step back', async () => {
    const { mine, stored } = await conflict();
    await mine.keepMine();
    expect([labelsIn(mine), mine.state]).toEqual([['mine'], 'saved']);
    expect((await stored())?.revision).toBe(2);
    mine.undo();
    expect(labelsIn(mine)).toEqual(['theirs']);
  });

  it('asks no more when all that was unsaved is taken back', async () => {
    const { mine } = await conflict();
    mine.undo();
    await mine.refresh();
    expect([labelsIn(mine), mine.state, mine.theirs]).toEqual([['theirs'], 'saved', undefined]);
  });

  it('asks again when the other tab went on', async () => {
    const { mine } = await conflict();
    const third = deafTab();
    await third.refresh();
    third.edit('label', documentOf('newest'));
    await third.flush();
    await mine.keepMine();
    expect(mine.state).toBe('conflict');
    expect(mine.theirs?.segments).toEqual(documentOf('newest').segments);
  });
});

describe('storage that refuses', () => {
  it('keeps the labels on the page when it is full, and tries again at the next edit', async () => {
    const { store, kept } = openTab();
    kept.edit('label', documentOf('a'));
    const put = jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await kept.flush();
    expect(kept.state).toBe('failed');
    expect(kept.problem).toContain('storage is full');
    expect(kept.problem).toContain('export them');
    expect(labelsIn(kept)).toEqual(['a']);
    expect(await store.load('abc')).toBeUndefined();
    // Looking for what others saved is no success.
    await kept.refresh();
    expect(kept.state).toBe('failed');
    put.mockRestore();
    kept.edit('label', documentOf('a', 'b'));
    await kept.flush();
    expect([kept.state, kept.problem]).toEqual(['saved', undefined]);
    expect(await store.load('abc')).toMatchObject(documentOf('a', 'b'));
  });

  it('tells at once when there is none', async () => {
    const { kept } = openTab();
    Reflect.deleteProperty(globalThis, 'indexedDB');
    await kept.refresh();
    expect(kept.state).toBe('failed');
    expect(kept.problem).toContain('keeps nothing for this page');
    expect(kept.isUnsaved).toBe(false);
    kept.edit('label', documentOf('a'));
    await kept.flush();
    expect([kept.state, kept.isUnsaved, labelsIn(kept)]).toEqual(['failed', true, ['a']]);
  });

  it('does not write over labels that it can’t read', async () => {
    const { store, kept } = openTab();
    const broken = { ...documentOf('a'), segments: [{ start: 2, end: 1, label: 'a' }] };
    await store.save({ ...recording, ...broken }, undefined);
    await kept.refresh();
    expect(kept.problem).toContain('can’t be read');
    kept.edit('label', documentOf('b'));
    await kept.flush();
    expect(kept.state).toBe('conflict');
  });
});
