import type { FormatOptions, SegmentColumn } from '@earmark/dataset';
import { InvalidArgumentError, Option } from 'commander';
import { seconds } from './option-values.ts';

/** What a person said of how label files are to be read. */
export interface LabelFileOptionValues extends Pick<FormatOptions, 'tier' | 'classes' | 'columns'> {
  readonly step?: number;
}

/** The columns of a table of labels that can be named. */
export const SEGMENT_COLUMNS = [
  ...(['recording', 'start', 'end', 'duration'] as const),
  ...(['label', 'confidence', 'lowHz', 'highHz', 'note'] as const),
] satisfies readonly SegmentColumn[];

/** The options that say how label files are to be read. */
export const labelFileOptions = (): Option[] => [
  new Option(
    '--tier <name>',
    'of a TextGrid or EAF label file, or the namespace of JAMS: the only one that is read (and the name of what is written)',
  ),
  new Option('--step <seconds>', 'of a tag file').argParser(seconds),
  new Option(
    '--columns <list>',
    `of a table of labels, such as start=t0,label=bird; left are ${SEGMENT_COLUMNS.join(', ')}`,
  ).argParser(columnList),
  new Option('--classes <list>', 'of tag files, .scv and AVA-Speech, such as s=speech,n=noise').argParser(
    pairs,
  ),
];

function pairs(text: string): Record<string, string> {
  const entries = text.split(',').map((pair) => {
    const [, name, value] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      throw new InvalidArgumentError('expected name=value, separated by commas.');
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}

function columnList(text: string): Record<string, string> {
  const columns = pairs(text);
  for (const name of Object.keys(columns))
    if (!SEGMENT_COLUMNS.some((column) => column === name))
      throw new InvalidArgumentError(
        `there is no '${name}': expected some of ${SEGMENT_COLUMNS.join(', ')}.`,
      );
  return columns;
}
