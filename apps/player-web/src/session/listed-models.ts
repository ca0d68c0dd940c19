import type { ModelFiles } from '../network/network-messages.ts';
import type { Keeper } from '../teach/keeper.svelte.ts';
import { fetchModel, type OfferedModel } from './api.ts';

/** A model that can be opened: its name tells it from every other one in a list. */
export interface ListedModel {
  readonly name: string;
  /** Its name, and what else helps to choose. */
  readonly shown: string;
  readonly read: () => Promise<ModelFiles>;
}

/**
 * Every model that there is to choose from: the one that was taught last and is not kept, those that a person kept here, and those
 * that are offered. Of several with one name the first is listed.
 *
 * @example listedModels(keeper, offers.models).map(({ shown }) => shown) // ['my birds (kept here)', 'lstm (ROC-AUC 0.984)']
 */
export function listedModels(
  keeper: Pick<Keeper, 'unkept' | 'kept' | 'read'>,
  offered: readonly OfferedModel[],
): readonly ListedModel[] {
  const { unkept, kept } = keeper;
  const models: ListedModel[] = [
    ...(unkept
      ? [{ name: unkept.name, shown: `${unkept.name} (not kept)`, read: async () => unkept.files }]
      : []),
    ...kept.map(({ name }) => ({ name, shown: `${name} (kept here)`, read: () => keeper.read(name) })),
    ...offered.map((offer) => ({
      name: offer.name,
      shown: shownOffer(offer),
      read: () => fetchModel(offer),
    })),
  ];
  const names = models.map(({ name }) => name);
  return models.filter(({ name }, index) => names.indexOf(name) === index);
}

function shownOffer({ name, test }: OfferedModel): string {
  return test?.rocAuc == null ? name : `${name} (ROC-AUC ${test.rocAuc.toFixed(3)})`;
}
