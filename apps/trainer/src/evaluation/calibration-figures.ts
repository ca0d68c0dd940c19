import { expectedCalibrationError, type ModelContract, type ReliabilityBin } from '@earmark/models';
import { z } from 'zod';
import { defined, figureSchema } from './detection-figures.ts';

/** How far confidence and accuracy lie apart, as logits came and as the contract calibrates them. */
export const calibrationFiguresSchema = z.strictObject({
  method: z.enum(['temperature', 'isotonic']),
  temperature: z.number(),
  /** Expected calibration errors, in [0, 1]. */
  errorBefore: figureSchema,
  errorAfter: figureSchema,
});
export type CalibrationFigures = z.infer<typeof calibrationFiguresSchema>;

/** @param reliability before and after calibration, of the same frames */
export function calibrationFigures(
  { calibration }: ModelContract,
  reliability: Readonly<Record<'before' | 'after', readonly ReliabilityBin[]>>,
): CalibrationFigures {
  return {
    method: calibration.isotonic ? 'isotonic' : 'temperature',
    temperature: calibration.temperature,
    errorBefore: defined(expectedCalibrationError(reliability.before)),
    errorAfter: defined(expectedCalibrationError(reliability.after)),
  };
}
