import { basename } from 'node:path';
import {
  bandCentres,
  concatenate,
  createDescriptorStream,
  createSpectrogramStream,
  type DescriptorName,
  type FeatureSpec,
  FrameGrid,
  specHash,
} from '@earmark/dsp';
import type { FrameTable } from '../frame-table.ts';
import type { RecordingFile } from './open-recording.ts';
import { tooShort } from './too-short.ts';

/** What a table of a recording has columns for. */
export interface RecordingTableOptions {
  /** Where the frames lie, and what the bands of a spectrogram are. */
  readonly features: FeatureSpec;
  readonly descriptors: readonly DescriptorName[];
  /** Whether the bands of the spectrogram follow the descriptors; no unless given. */
  readonly spectrogram?: boolean;
  /** Is called with the seconds of the recording that are done, after each piece of it. */
  readonly onProgress?: (doneSeconds: number) => void;
}

/**
 * Descriptors of a recording, and its spectrogram where wanted, as a table with one row a frame; decoded while it is read. Columns are
 * those of `descriptorColumns`, then a band each, as `band0_62.5Hz` with the band's number and centre.
 *
 * The metadata are `earmark:recording` (the file's name), `earmark:specHash`, and `earmark:features` and `earmark:grid` in JSON.
 *
 * @throws RangeError as `createDescriptorStream` and for a bad spec; while it is read DecodeError as `RecordingFile.chunks`, and
 *   RangeError naming file, length and minimum where the recording is shorter than one frame
 * @example
 * const table = await recordingTable(await openRecording('talk.flac'), { features: defaultFeatures, descriptors: ['rms', 'mfcc'] });
 * await writeFrameTable('talk.csv', table, 'csv');
 */
export async function recordingTable(
  recording: RecordingFile,
  { features, descriptors, spectrogram = false, onProgress }: RecordingTableOptions,
): Promise<FrameTable> {
  const grid = new FrameGrid(features);
  const { sampleRate, frameLength, hopLength } = grid;
  const described = await createDescriptorStream(grid, descriptors, recording.sampleRate);
  const seen = spectrogram ? await createSpectrogramStream(features, recording.sampleRate) : undefined;
  const bands = seen ? bandColumns(features) : [];
  /** Both streams have the same frames; a row of the one is followed by a row of the other. */
  const joined = (left: Float32Array, right: Float32Array) =>
    right.length === 0 ? left : joinRows(left, right, described.columns.length, bands.length);

  async function* pieces(): AsyncGenerator<Float32Array> {
    let isEmpty = true;
    let sampleCount = 0;
    for await (const samples of recording.chunks()) {
      sampleCount += samples.length;
      const values = joined(described.push(samples), seen?.push(samples) ?? new Float32Array(0));
      if (values.length > 0) {
        isEmpty = false;
        yield values;
      }
      onProgress?.(sampleCount / recording.sampleRate);
    }
    const values = joined(described.flush(), seen?.flush() ?? new Float32Array(0));
    if (values.length > 0) yield values;
    else if (isEmpty) throw tooShort(recording, sampleCount, grid);
  }
  return {
    columns: [...described.columns, ...bands],
    grid,
    pieces: pieces(),
    metadata: {
      'earmark:recording': basename(recording.path),
      'earmark:specHash': specHash(features),
      'earmark:features': JSON.stringify(features),
      'earmark:grid': JSON.stringify({ sampleRate, frameLength, hopLength }),
    },
  };
}

const bandColumns = (features: FeatureSpec) =>
  Array.from(bandCentres(features), (hz, band) => `band${band}_${Number(hz.toFixed(1))}Hz`);

function joinRows(left: Float32Array, right: Float32Array, leftWidth: number, rightWidth: number) {
  const rows = Array.from({ length: left.length / leftWidth }, (_, row) => [
    left.subarray(row * leftWidth, (row + 1) * leftWidth),
    right.subarray(row * rightWidth, (row + 1) * rightWidth),
  ]);
  return concatenate(rows.flat());
}
