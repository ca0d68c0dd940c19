import type { ModelFiles } from './classifier-messages.ts';

/** A model that the API offers. */
export interface OfferedModel {
  readonly name: string;
  readonly labels: readonly string[];
  readonly createdAt: string;
  readonly test: { readonly rocAuc: number | null; readonly f1: number | null } | null;
}

/** A recording that the API offers. */
export interface OfferedRecording {
  readonly name: string;
  readonly kind: string;
  readonly url: string;
}

/** What there is to choose from. */
export interface Offers {
  readonly models: readonly OfferedModel[];
  /** Name of the model that is opened unasked. */
  readonly defaultModel: string | null;
  readonly recordings: readonly OfferedRecording[];
}

/** Asks the API for its models and recordings. @throws Error in plain words where it does not answer */
export async function fetchOffers(): Promise<Offers> {
  const [models, recordings] = await Promise.all([get('/api/models'), get('/api/recordings')]);
  const listed = (await models.json()) as Pick<Offers, 'models'> & { readonly default: string | null };
  return {
    models: listed.models,
    defaultModel: listed.default,
    recordings: ((await recordings.json()) as Pick<Offers, 'recordings'>).recordings,
  };
}

/** Fetches the two files of a model that the API offers. @throws Error in plain words */
export async function fetchModel(name: string): Promise<ModelFiles> {
  const folder = `/api/models/${encodeURIComponent(name)}`;
  const [modelJson, weights] = await Promise.all([get(`${folder}/model.json`), get(`${folder}/weights.bin`)]);
  return {
    modelJson: await modelJson.text(),
    weights: new Uint8Array(await weights.arrayBuffer()),
    source: name,
  };
}

/** Fetches a recording that the API offers. @throws Error in plain words */
export async function fetchRecording({ name, url }: OfferedRecording): Promise<File> {
  const blob = await (await get(url)).blob();
  return new File([blob], name.split('/').at(-1) ?? name, { type: blob.type });
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url).catch(() => {
    throw new Error(
      'The Earmark API does not answer. You can still open a recording and a model from your own disk.',
    );
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Error(problem.detail ?? `The Earmark API answered ${response.status} to ${url}.`);
}
