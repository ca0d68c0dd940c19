import type { CardContent } from './card-content.ts';
import { limitsSection } from './limits-section.ts';
import { measuresSection } from './measures-section.ts';
import { modelSection } from './model-section.ts';
import { originSection } from './origin-section.ts';

/**
 * A model's card as Markdown: what it is, what made it, of which data, how good it is, and where it is not (Mitchell et al., "Model Cards
 * for Model Reporting", 2019). It holds nothing but what the run, the evaluations and the manifests say, and what is true of every
 * model; the same content gives the same text.
 */
export const cardText = (content: CardContent): string =>
  [
    `# ${content.name}\n`,
    modelSection(content),
    originSection(content),
    measuresSection(content),
    limitsSection(content),
  ].join('\n');
