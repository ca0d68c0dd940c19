import type { ModelFiles } from '../network/network-messages.ts';

/** A model to choose. */
export interface OfferedModel {
  readonly name: string;
  /** The folder of its `model.json` and `weights.bin`. */
  readonly url: string;
  readonly labels: readonly string[];
  readonly createdAt: string;
  readonly test: { readonly rocAuc: number | null; readonly f1: number | null } | null;
}

/** A recording to choose. */
export interface OfferedRecording {
  readonly name: string;
  readonly kind: string;
  readonly url: string;
  /** Its labels as Earmark's own JSON, where a person knows them. */
  readonly labelUrl?: string;
}

/** What there is to choose from. */
export interface Offers {
  readonly models: readonly OfferedModel[];
  /** Name of the model that is opened unasked. */
  readonly defaultModel: string | null;
  readonly recordings: readonly OfferedRecording[];
}

const NOTHING: Offers = { models: [], defaultModel: null, recordings: [] };

/**
 * What comes along with the page and what the API offers, where there is one: the API's first, and by name it goes before what
 * comes along.
 *
 * @throws Error in plain words where neither answers
 * @example (await fetchOffers()).defaultModel // 'dilated-conv'
 */
export async function fetchOffers(): Promise<Offers> {
  const [served, shipped] = await Promise.all([
    fetchServed().catch(() => undefined),
    (fetchJson('offers.json') as Promise<Offers>).catch(() => undefined),
  ]);
  if (!served && !shipped)
    throw new Error(
      'Nothing is offered here, for this page’s server does not answer. You can still open a recording and a model from your own disk.',
    );
  return joinOffers(served ?? NOTHING, shipped ?? NOTHING);
}

/** Fetches the two files of a model. @throws Error in plain words */
export async function fetchModel({ name, url }: OfferedModel): Promise<ModelFiles> {
  const [modelJson, weights] = await Promise.all([get(`${url}/model.json`), get(`${url}/weights.bin`)]);
  return {
    modelJson: await modelJson.text(),
    weights: new Uint8Array(await weights.arrayBuffer()),
    source: name,
  };
}

/** Fetches a recording. @throws Error in plain words */
export async function fetchRecording({ name, url }: OfferedRecording, signal?: AbortSignal): Promise<File> {
  return fetchFile(url, baseName(name), signal);
}

/** Fetches the labels of a recording; there is no file where nobody knows them. @throws Error in plain words */
export async function fetchLabels(
  { name, labelUrl }: OfferedRecording,
  signal?: AbortSignal,
): Promise<File | undefined> {
  return labelUrl === undefined ? undefined : fetchFile(labelUrl, `${baseName(name)}.json`, signal);
}

async function fetchServed(): Promise<Offers> {
  const [models, { recordings }] = (await Promise.all([
    fetchJson('/api/models'),
    fetchJson('/api/recordings'),
  ])) as [
    { readonly models: readonly Omit<OfferedModel, 'url'>[]; readonly default: string | null },
    { readonly recordings: readonly OfferedRecording[] },
  ];
  return {
    models: models.models.map((model) => ({
      ...model,
      url: `/api/models/${encodeURIComponent(model.name)}`,
    })),
    defaultModel: models.default,
    recordings,
  };
}

function joinOffers(first: Offers, then: Offers): Offers {
  return {
    models: joinByName(first.models, then.models),
    defaultModel: first.defaultModel ?? then.defaultModel,
    recordings: joinByName(first.recordings, then.recordings),
  };
}

const joinByName = <T extends { readonly name: string }>(first: readonly T[], then: readonly T[]): T[] => [
  ...first,
  ...then.filter(({ name }) => !first.some((offer) => offer.name === name)),
];

const baseName = (name: string): string => name.split('/').at(-1) ?? name;

/** A host without an API may answer its own page: that is no JSON. */
const fetchJson = async (url: string): Promise<unknown> => (await get(url)).json();

async function fetchFile(url: string, name: string, signal?: AbortSignal): Promise<File> {
  const blob = await (await get(url, signal)).blob();
  return new File([blob], name, { type: blob.type });
}

async function get(url: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal: signal ?? null }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Error(
      'This page’s server does not answer, so what it offers can’t be fetched now. You can still open a recording and a model from your own disk.',
    );
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Error(problem.detail ?? `This page’s server answered ${response.status} to ${url}.`);
}
