import type { Decision } from '@earmark/models';
import { sameDecision } from '../judge/decision-fields.ts';
import type { Hearing } from './hearing.ts';

/** A model that has heard: its labels, and its own decision. */
type Heard = Pick<Hearing, 'decision'> & { readonly track: Pick<Hearing['track'], 'labels'> };

/**
 * The decision to go on with where a model takes the place of another one: what a person chose, as long as it tells the same labels
 * apart; else its own.
 *
 * @param chosen the decision with the model before, its own or a person's
 * @example carriedDecision({ ...before.decision, onset: 0.8 }, before, taught)?.onset // 0.8
 */
export function carriedDecision(
  chosen: Decision | undefined,
  before: Heard | undefined,
  after: Heard | undefined,
): Decision | undefined {
  if (!chosen || !before || !after || sameDecision(chosen, before.decision)) return after?.decision;
  const [old, now] = [before.track.labels, after.track.labels];
  const tellsTheSame =
    old.length === now.length &&
    old.every((label) => now.includes(label)) &&
    before.decision.background === after.decision.background;
  return tellsTheSame ? chosen : after.decision;
}
