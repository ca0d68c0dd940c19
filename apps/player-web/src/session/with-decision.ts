import type { Decision } from '@earmark/models';

/**
 * A classifier's `model.json` with another decision in its contract; the rest stays as it is.
 *
 * @param modelJson one of an encoder, which decides nothing, is given back unchanged
 * @example withDecision(modelJson, { ...contract.decision, onset: 0.8 })
 */
export function withDecision(modelJson: string, decision: Decision): string {
  const model = JSON.parse(modelJson) as { readonly userDefinedMetadata?: { readonly earmark?: object } };
  const { userDefinedMetadata: metadata } = model;
  if (!metadata?.earmark) return modelJson;
  return JSON.stringify({
    ...model,
    userDefinedMetadata: { ...metadata, earmark: { ...metadata.earmark, decision } },
  });
}
