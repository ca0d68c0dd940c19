import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { minimize, type Objective } from './minimize.ts';

const asItIs = () => undefined;

describe('minimize', () => {
  it('finds the bottom of any bowl, with any guess of its curvature', () => {
    const axis = fc.record({
      bottom: fc.double({ min: -10, max: 10, noNaN: true }),
      curvature: fc.double({ min: 0.1, max: 100, noNaN: true }),
      guess: fc.double({ min: 0.1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(axis, { minLength: 1, maxLength: 8 }), (axes) => {
        const bowl: Objective = (x, gradient) =>
          axes.reduce((sum, { bottom, curvature }, i) => {
            gradient[i] = curvature * (x[i]! - bottom);
            return sum + (curvature / 2) * (x[i]! - bottom) ** 2;
          }, 0);
        const divide = (values: Float64Array) =>
          axes.forEach(({ guess }, i) => (values[i] = values[i]! / guess));
        const lowest = minimize(bowl, new Float64Array(axes.length), divide, 1e-6);
        axes.forEach(({ bottom }, i) => expect(Math.abs(lowest[i]! - bottom)).toBeLessThan(1e-4));
      }),
    );
  });

  it('shortens steps that lead too far', () => {
    // Flat far out, so that the steps that the curvature suggests overshoot.
    const valley: Objective = ([x], gradient) => {
      gradient[0] = x! / Math.sqrt(1 + x! ** 2);
      return Math.sqrt(1 + x! ** 2);
    };
    expect(minimize(valley, Float64Array.of(50), asItIs, 1e-8)[0]).toBeCloseTo(0, 7);
  });

  it('leaves the start as it is, and ends there if it is the bottom', () => {
    const start = Float64Array.of(3);
    const bowl: Objective = ([x], gradient) => {
      gradient[0] = x! - 3;
      return (x! - 3) ** 2 / 2;
    };
    expect(minimize(bowl, start, asItIs, 1e-6)).toEqual(start);
    expect([...start]).toEqual([3]);
  });

  it('refuses a function that is not finite where it begins', () => {
    expect(() => minimize(() => NaN, Float64Array.of(0), asItIs, 1e-6)).toThrow(/is NaN at the start/);
  });
});
