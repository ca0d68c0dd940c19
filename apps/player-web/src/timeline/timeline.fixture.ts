import { createLevelPyramid, createPeakPyramid, defaultFeatures, FrameGrid, levelScale } from '@earmark/dsp';
import type { Segment } from '@earmark/dataset';
import { Look } from '../look/look.svelte.ts';
import { labelStyles } from '../look/palette.ts';
import type { TimelineLabels, TimelineProps, TimelineSelection } from './timeline-data.ts';
import { View } from './view.svelte.ts';

/** What jsdom lacks: a canvas that can be drawn on, and the size of things. */
export function standInForScreen(): void {
  window.matchMedia = () =>
    ({
      matches: false,
      addEventListener: () => {},
      removeEventListener: () => {},
    }) as unknown as MediaQueryList;
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}

/** A timeline of ten seconds, with speech from 2 to 4 that the network heard. */
export function timelineProps(): TimelineProps & { labels: TimelineLabels } {
  const view = new View();
  view.open(10);
  const features = defaultFeatures;
  const grid = new FrameGrid(features);
  const scale = levelScale(features, 128);
  const segments: readonly Segment[] = [];
  return {
    overview: {
      features,
      grid,
      scale,
      info: { sampleRate: 16_000 },
      samplesPerPeak: 160,
      peaks: createPeakPyramid(),
      levels: createLevelPyramid(scale.rows),
      revision: 1,
    },
    track: { values: Float32Array.of(0.1, 0.9), frames: 1, labels: ['noise', 'speech'], grid },
    background: 'noise',
    hypothesis: [{ start: 2, end: 4, label: 'speech', confidence: 0.9 }],
    labels: {
      segments,
      selection: undefined as TimelineSelection | undefined,
      currentClass: 'speech',
      snap: (seconds) => seconds,
      create: () => {},
      resize: () => {},
    },
    styles: labelStyles(['noise', 'speech'], 'noise'),
    view,
    look: new Look(undefined),
    transport: { currentSeconds: 3.5, durationSeconds: 10, seek: () => {} },
  };
}
