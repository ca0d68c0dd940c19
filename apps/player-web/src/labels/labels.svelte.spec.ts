import 'fake-indexeddb/auto';
import { FrameGrid } from '@earmark/dsp';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import { labelStyles } from '../look/palette.ts';
import { LabelStore } from './label-store.ts';
import { Labels } from './labels.svelte.ts';

/** As much of a window as the guard of unsaved labels needs. */
let page: EventTarget & { document: EventTarget & { visibilityState: string } };

const grid = new FrameGrid({ sampleRate: 1000, frameLength: 100, hopLength: 100 });
const heard = { start: 1, end: 2, label: 'speech', confidence: 0.6 };

async function openLabels(key = 'abc'): Promise<Labels> {
  const labels = new Labels();
  labels.useClasses(['noise', 'speech'], 'noise');
  await labels.open(key, 'dawn.wav', grid, 10);
  return labels;
}
const shown = (labels: Labels) =>
  labels.segments.map(({ start, end, label }) => `${start.toFixed(2)} ${end.toFixed(2)} ${label}`);

beforeEach(() => {
  // An old browser lacks it; here it would keep the process alive.
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  globalThis.indexedDB = new IDBFactory();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  page = Object.assign(new EventTarget(), { document });
  Reflect.set(globalThis, 'window', page);
});

describe('Labels', () => {
  it('labels with the current class, the first that is not the background', async () => {
    const labels = await openLabels();
    labels.create(1.02, 2.04);
    expect(shown(labels)).toEqual(['1.00 2.00 speech']);
    expect(labels.selection).toMatchObject({ segment: labels.segments[0], lane: 'reference' });
    labels.create(1.5, 3, 'noise');
    expect(shown(labels)).toEqual(['1.00 1.50 speech', '1.50 3.00 noise']);
  });

  it('asks for a class where there is none', async () => {
    const labels = new Labels();
    await labels.open('abc', 'dawn.wav', grid, 10);
    labels.create(1, 2);
    expect(labels.problem).toContain('add one');
    labels.addClass(' bird ');
    labels.create(1, 2);
    expect(labels.problem).toBeUndefined();
    expect(shown(labels)).toEqual(['1.00 2.00 bird']);
  });

  it('names the steps, and undo gives back the same segments', async () => {
    const labels = await openLabels();
    expect(labels.canUndo).toBe(false);
    labels.create(1, 2);
    const { segments } = labels;
    labels.resize(segments[0]!, 1, 3.04);
    expect([labels.undoName, shown(labels)]).toEqual(['resize', ['1.00 3.00 speech']]);
    labels.undo();
    expect(labels.segments).toBe(segments);
    expect([labels.undoName, labels.redoName]).toEqual(['label', 'resize']);
    labels.redo();
    expect(shown(labels)).toEqual(['1.00 3.00 speech']);
  });

  it('leaves the stretch selected when its segment is gone', async () => {
    const labels = await openLabels();
    labels.create(1, 2);
    labels.remove(labels.selection!.segment!);
    expect(labels.selection).toEqual({ start: 1, end: 2 });
    labels.undo();
    expect(labels.selection?.segment).toBe(labels.segments[0]);
  });

  it('takes typed times as they are, and refuses impossible ones', async () => {
    const labels = await openLabels();
    labels.create(1, 2);
    labels.retime(labels.segments[0]!, 1.234, 99);
    expect(labels.segments[0]).toMatchObject({ start: 1.234, end: 10 });
    labels.resize(labels.segments[0]!, 1.234, 5.55);
    expect(labels.segments[0]).toMatchObject({ start: 1.234, end: expect.closeTo(5.6, 9) });
    labels.retime(labels.segments[0]!, 3, 2);
    expect(labels.problem).toContain('end after it starts');
    expect(labels.segments[0]?.start).toBe(1.234);
  });

  it('confirms, rejects and corrects what was heard', async () => {
    const labels = await openLabels();
    labels.confirm(heard);
    expect(labels.segments).toEqual([{ start: 1, end: 2, label: 'speech' }]);
    labels.reject(heard, ['noise', 'speech'], 'noise');
    expect(shown(labels)).toEqual(['1.00 2.00 noise']);
    labels.reject({ ...heard, label: 'noise' }, ['noise', 'speech', 'bird'], 'noise');
    expect(labels.problem).toBe('Press 1 to 9 to say what it is.');
    labels.select(heard, 'hypothesis');
    labels.assign('speech');
    expect([labels.undoName, shown(labels)]).toEqual(['correct', ['1.00 2.00 speech']]);
    labels.assign('noise');
    expect([labels.undoName, shown(labels)]).toEqual(['change class', ['1.00 2.00 noise']]);
    labels.selection = { start: 4, end: 5 };
    labels.assign('speech');
    expect(shown(labels)).toEqual(['1.00 2.00 noise', '4.00 5.00 speech']);
  });

  it('marks while playing', async () => {
    const labels = await openLabels();
    labels.mark(1.01);
    expect([labels.markedStart, labels.segments.length]).toEqual([1, 0]);
    labels.mark(2);
    expect([labels.markedStart, shown(labels)]).toEqual([undefined, ['1.00 2.00 speech']]);
  });

  it('moves the ends of a selection, or of the selected segment', async () => {
    const labels = await openLabels();
    labels.setStart(3);
    expect(labels.selection).toEqual({ start: 3, end: 10 });
    labels.setEnd(4);
    expect(labels.selection).toEqual({ start: 3, end: 4 });
    labels.create(3, 4);
    labels.setEnd(6.02);
    expect(shown(labels)).toEqual(['3.00 6.00 speech']);
  });

  it('splits and merges', async () => {
    const labels = await openLabels();
    labels.create(1, 3);
    labels.split(2);
    expect(shown(labels)).toEqual(['1.00 2.00 speech', '2.00 3.00 speech']);
    expect(labels.selection?.segment).toBe(labels.segments[0]);
    labels.merge();
    expect(shown(labels)).toEqual(['1.00 3.00 speech']);
    labels.merge();
    expect(labels.problem).toContain('nothing to merge');
    labels.split(7);
    expect(labels.problem).toContain('to split');
  });

  it('keeps the order of classes when one is used, added or renamed', async () => {
    const labels = await openLabels();
    const names = () => labels.classes.map(({ name }) => name);
    labels.create(1, 2, 'speech');
    labels.addClass('bird');
    expect(names()).toEqual(['noise', 'speech', 'bird']);
    labels.renameClass('bird', 'owl');
    expect([names(), labels.currentClass]).toEqual([['noise', 'speech', 'owl'], 'owl']);
    labels.removeClass('owl');
    expect([names(), labels.currentClass]).toEqual([['noise', 'speech'], 'speech']);
    labels.renameClass('speech', 'noise');
    expect(labels.problem).toContain('already');
  });

  it('imports in one step, with new classes, and exports', async () => {
    const labels = await openLabels();
    const notes = await labels.import(new File(['0\t1\towl\n1\t2\tspeech\n1\t1\tpoint\n'], 'x.txt'));
    expect(notes).toHaveLength(1);
    expect(labels.undoName).toBe('import of x.txt');
    expect(labels.classes.map(({ name }) => name)).toEqual(['noise', 'speech', 'owl']);
    const { file } = await labels.export('audacity');
    expect(file.name).toBe('dawn.txt');
    await expect(labels.import(new File(['0\t100\towl\n'], 'y.txt'))).rejects.toThrow('another recording');
    expect(labels.segments).toHaveLength(2);
  });

  describe('with a model that comes after the labels', () => {
    const modelStyles = labelStyles(['noise', 'speech'], 'noise');
    const stylesOf = ({ classes }: Labels) => labelStyles(['noise', 'speech'], 'noise', 'green-red', classes);

    it('shows imported noise as the background, and goes on so on the next page', async () => {
      const labels = new Labels();
      await labels.open('abc', 'dawn.wav', grid, 10);
      await labels.import(new File(['0\t1\tnoise\n1\t2\tspeech\n'], 'x.txt'));
      expect(labelStyles([], null, 'green-red', labels.classes)).toEqual(modelStyles);
      labels.useClasses(['noise', 'speech'], 'noise');
      expect(stylesOf(labels)).toEqual(modelStyles);
      labels.restyleClass('speech', { colour: '#123456' });
      await labels.close();
      const styles = stylesOf(await openLabels());
      expect(styles.get('noise')).toEqual(modelStyles.get('noise'));
      expect(styles.get('speech')).toEqual({ colour: '#123456', pattern: 'plain' });
    });

    it('forgets colours that nobody chose, which the browser kept in earlier times', async () => {
      const classes = [
        { name: 'noise', colour: '#147a41', pattern: 'plain' },
        { name: 'speech', colour: '#0067a3', pattern: 'crossed' },
      ] as const;
      const store = new LabelStore();
      await store.save({ key: 'abc', name: 'dawn.wav', classes, segments: [] }, undefined);
      expect((await openLabels()).classes).toEqual([
        { name: 'noise' },
        { name: 'speech', pattern: 'crossed' },
      ]);
      expect(await store.save({ key: 'abc', name: 'dawn.wav', classes, segments: [] }, 7)).toMatchObject({
        theirs: { classes: [{ name: 'noise' }, { name: 'speech', pattern: 'crossed' }] },
      });
      await store.close();
    });
  });

  it('imports into no other recording than the one that was open', async () => {
    const file = new File(['0\t1\towl\n'], 'x.txt');
    const labels = new Labels();
    await expect(labels.import(file)).rejects.toThrow('Open the recording first');
    await labels.open('abc', 'dawn.wav', grid, 10);
    const imported = labels.import(file);
    const opened = labels.open('other', 'dusk.wav', grid, 10);
    await expect(imported).rejects.toThrow('dawn.wav was closed before x.txt was read');
    await opened;
    expect(labels.segments).toEqual([]);
  });

  it('is there again after another recording, undo steps included', async () => {
    const labels = await openLabels();
    labels.create(1, 2);
    await labels.close();
    expect([labels.segments, labels.isOpen]).toEqual([[], false]);
    await labels.open('other', 'dusk.wav', grid, 10);
    expect(labels.segments).toEqual([]);
    await labels.close();
    await labels.open('abc', 'dawn.wav', grid, 10);
    expect([labels.undoName, shown(labels)]).toEqual(['label', ['1.00 2.00 speech']]);
    const nextPage = await openLabels();
    expect([shown(nextPage), nextPage.saved]).toEqual([['1.00 2.00 speech'], 'saved']);
  });
});

describe('leaving the page', () => {
  const leave = () => {
    const event = new Event('beforeunload', { cancelable: true });
    page.dispatchEvent(event);
    return event.defaultPrevented;
  };

  it('asks only while something is unsaved, and saves it at once', async () => {
    const labels = await openLabels();
    expect(leave()).toBe(false);
    labels.create(1, 2);
    expect(labels.saved).toBe('saving');
    expect(leave()).toBe(true);
    await labels.close();
    expect(leave()).toBe(false);
  });

  it('saves when the page is hidden, and looks for what others saved when it is shown', async () => {
    const [labels, other] = [await openLabels(), await openLabels()];
    labels.create(1, 2);
    page.document.visibilityState = 'hidden';
    page.document.dispatchEvent(new Event('visibilitychange'));
    await labels.close();
    page.document.visibilityState = 'visible';
    page.document.dispatchEvent(new Event('visibilitychange'));
    await other.close();
    await other.open('abc', 'dawn.wav', grid, 10);
    expect(shown(other)).toEqual(['1.00 2.00 speech']);
  });
});
