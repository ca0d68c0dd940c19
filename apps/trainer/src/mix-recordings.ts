import { labelsOf, type LabelMapping, type SceneSource } from '@earmark/dataset';
import { ManifestError, type Corpus, type Recording } from '@earmark/dataset/node';
import { openChosenCorpus, type CorpusChoice } from './corpus-options.ts';

/** What scenes can be made from: corpora whose kinds are known, and corpora that hold one kind. */
export interface MixCorpora {
  readonly data?: readonly string[];
  readonly speech?: readonly string[];
  readonly noise?: readonly string[];
  readonly music?: readonly string[];
  /** How all of them are read. */
  readonly choice?: CorpusChoice;
}

/** A recording that scenes may be made from. */
export interface MixRecording extends Pick<SceneSource, 'uri' | 'kind' | 'group'> {
  readonly recording: Recording;
}

/** Labels of whole recordings in which nobody speaks, whatever corpus they lie in. */
const WITHOUT_SPEECH = ['noise', 'music', 'silence', '_background_noise_'];
/** Labels may end a little before the recording: they are often rounded. */
const ROUNDED_SECONDS = 0.05;

/**
 * The recordings of corpora, with what each is in a scene. In a corpus of speech, those whose labels can't be read count as unlabelled,
 * unless a person said how its labels are to be read.
 *
 * @throws Error where nothing is found, a corpus can't be opened, or label files of a corpus of speech call nothing `speech`
 */
export async function mixRecordings(
  corpora: MixCorpora,
  onWarning: (warning: string) => void,
): Promise<MixRecording[]> {
  const named = (['data', 'speech', 'noise', 'music'] as const).flatMap((option) =>
    (corpora[option] ?? []).map((path) => ({ option, path })),
  );
  const choice = named.length > 1 ? keepingOthers(corpora.choice ?? {}) : (corpora.choice ?? {});
  const found: MixRecording[] = [];
  for (const [index, { option, path }] of named.entries()) {
    const opened = option === 'speech' ? openSpeech : openAny;
    const recordings = await opened(path, choice, onWarning);
    if (option === 'speech') assertNamesSpeech(path, recordings);
    const nameOf = (name: string) => (named.length > 1 ? `${index + 1}:${name}` : name);
    const isSpeechNamed = recordings.some(saysSpeech);
    const usable = recordings.flatMap((recording) => {
      const kind =
        option === 'data'
          ? kindOf(recording)
          : option === 'speech'
            ? spokenKind(recording, isSpeechNamed)
            : option;
      return kind ? [{ recording, kind, uri: nameOf(recording.uri), group: nameOf(recording.group) }] : [];
    });
    const others = recordings.length - usable.length;
    const wanted = option === 'data' ? 'speech, noise or music alone' : option;
    if (others > 0)
      onWarning(`${path}: left out ${others} recordings that are not ${wanted} by their labels`);
    found.push(...usable);
  }
  if (found.length > 0) return found;
  throw new Error('there is nothing to mix: name corpora with --data, --speech, --noise or --music');
}

/** A mapping for one of several corpora leaves the labels of the others as they are. */
function keepingOthers(choice: CorpusChoice): CorpusChoice {
  const labels: LabelMapping | undefined = choice.labels;
  if (!labels || '*' in labels || Object.values(labels).flat().includes('*')) return choice;
  return { ...choice, labels: { ...choice.labels, '*': ['*'] } };
}

async function openAny(path: string, choice: CorpusChoice, onWarning: (warning: string) => void) {
  const { recordings } = await openChosenCorpus(path, choice, {
    onProblem: ({ message }) => onWarning(message),
  });
  return recordings;
}

async function openSpeech(
  path: string,
  choice: CorpusChoice,
  onWarning: (warning: string) => void,
): Promise<readonly Recording[]> {
  if (choice.layout !== undefined || choice.labels !== undefined) return openAny(path, choice, onWarning);
  const problems: string[] = [];
  let corpus: Corpus | undefined;
  try {
    corpus = await openChosenCorpus(path, choice, {
      onProblem: ({ message }) => void problems.push(message),
    });
  } catch (error) {
    // What is wrong with a file of the corpus is a person's to mend.
    if (!(error instanceof ManifestError && error.manifest === path)) throw error;
    problems.push(error.message);
  }
  if (corpus && (problems.length === 0 || ['manifest', 'unlabelled'].includes(corpus.layout))) {
    problems.forEach(onWarning);
    return corpus.recordings;
  }
  const labelled = corpus?.recordings ?? [];
  const paths = new Set(labelled.map((recording) => recording.path));
  const all = await openAny(path, { ...choice, layout: 'unlabelled' }, onWarning);
  const others = all.filter((recording) => !paths.has(recording.path));
  if (others.length > 0) {
    const remedy = 'speech in them is found by its energy, and each counts as a speaker of its own';
    onWarning(`${path}: ${others.length} recordings have no labels of time (${problems[0]}); ${remedy}`);
  }
  return [...labelled, ...others];
}

function assertNamesSpeech(path: string, recordings: readonly Recording[]): void {
  const timed = recordings.filter(
    ({ isWholeLabel, annotation }) => !isWholeLabel && annotation.segments.length > 0,
  );
  if (timed.length === 0 || recordings.some(saysSpeech)) return;
  const labels = labelsOf(timed.map(({ annotation }) => annotation));
  const list = `${labels.slice(0, 10).join(', ')}${labels.length > 10 ? ', …' : ''}`;
  const remedy = `Say which mean speech, such as --labels speech="${labels[0]}", or --layout unlabelled to find it by its energy`;
  throw new Error(`${path}: its labels are ${list}; expected some that are called speech. ${remedy}`);
}

const saysSpeech = ({ annotation }: Recording) => annotation.segments.some(({ label }) => label === 'speech');

/** Words, names or nothing may stand for speech, but not where the corpus itself has a label for it. */
function spokenKind(recording: Recording, isSpeechNamed: boolean): 'speech' | undefined {
  const { kind, isWholeLabel, annotation } = recording;
  if (kind === 'noise' || kind === 'music') return undefined;
  if (!isWholeLabel) return 'speech';
  const isSpeech = isSpeechNamed
    ? saysSpeech(recording)
    : !annotation.segments.every(({ label }) => WITHOUT_SPEECH.includes(label));
  return isSpeech ? 'speech' : undefined;
}

/** What a corpus calls it; where it doesn't: speech where some is labelled, else noise where something else is labelled all the way. */
function kindOf(recording: Recording): SceneSource['kind'] | undefined {
  const { kind, annotation, durationSeconds } = recording;
  if (kind === 'speech' || kind === 'noise' || kind === 'music') return kind;
  if (kind !== '') return undefined;
  if (saysSpeech(recording)) return 'speech';
  let reached = 0;
  for (const { start, end } of annotation.segments)
    if (start <= reached + ROUNDED_SECONDS) reached = Math.max(reached, end);
  return reached >= durationSeconds - ROUNDED_SECONDS ? 'noise' : undefined;
}
