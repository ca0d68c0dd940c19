/** A smooth function: returns its value at `x`, and writes its gradient there. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Earlier steps that the curvature is estimated from. */
const MEMORY = 10;
/** Share of the decrease that the gradient promises, which a step must bring (Armijo). */
const SUFFICIENT = 1e-4;
/** Of the step that the curvature suggests: what is shorter gains nothing. */
const SHORTEST = 1e-10;
/** Far more than a convex function with a fair guess of its curvature needs. */
const MAX_STEPS = 1000;

/**
 * Finds the minimum of a smooth convex function by L-BFGS (Liu and Nocedal 1989): gradient steps, turned and scaled by a first guess
 * of the curvature and by what the last ten steps have shown of it. Nothing is drawn: the same function and start give the same numbers.
 *
 * @param start where to begin; left as it is
 * @param precondition multiplies by the inverse of the guessed curvature, in place; the nearer the guess, the fewer the steps
 * @param tolerance ends once no element of the gradient is larger
 * @returns where the function is lowest
 * @throws RangeError where the function is no finite number at the start
 * @example minimize(([x], gradient) => ((gradient[0] = 2 * (x - 3)), (x - 3) ** 2), Float64Array.of(0), () => {}, 1e-6) // [3]
 */
export function minimize(
  objective: Objective,
  start: Float64Array,
  precondition: (values: Float64Array) => void,
  tolerance: number,
): Float64Array {
  let x: Float64Array = start;
  let gradient: Float64Array = new Float64Array(x.length);
  let value = objective(x, gradient);
  if (!Number.isFinite(value))
    throw new RangeError(`the function to minimize is ${value} at the start; expected a finite number`);
  const memory: { readonly step: Float64Array; readonly change: Float64Array }[] = [];
  for (let steps = 0; steps < MAX_STEPS && largest(gradient) > tolerance; steps++) {
    const direction = descent(gradient, memory, precondition);
    const slope = dot(direction, gradient);
    let length = 1;
    let next: Float64Array;
    const nextGradient = new Float64Array(x.length);
    let nextValue: number;
    for (;;) {
      next = x.map((each, i) => each + length * direction[i]!);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + SUFFICIENT * length * slope || length < SHORTEST) break;
      length /= 2;
    }
    // Rounding hides what is left to gain.
    if (!(nextValue < value)) return x;
    const step = next.map((each, i) => each - x[i]!);
    const change = nextGradient.map((each, i) => each - gradient[i]!);
    if (dot(step, change) > 0) memory.push({ step, change });
    if (memory.length > MEMORY) memory.shift();
    [x, gradient, value] = [next, nextGradient, nextValue];
  }
  return x;
}

/** Minus the gradient, times the inverse of the curvature so far: the two loops of L-BFGS. */
function descent(
  gradient: Float64Array,
  memory: readonly { readonly step: Float64Array; readonly change: Float64Array }[],
  precondition: (values: Float64Array) => void,
): Float64Array {
  const direction = gradient.map((each) => -each);
  const shares: number[] = [];
  for (let i = memory.length - 1; i >= 0; i--) {
    const { step, change } = memory[i]!;
    shares[i] = dot(step, direction) / dot(step, change);
    addTimes(direction, change, -shares[i]!);
  }
  precondition(direction);
  memory.forEach(({ step, change }, i) =>
    addTimes(direction, step, shares[i]! - dot(change, direction) / dot(step, change)),
  );
  return direction;
}

function addTimes(to: Float64Array, values: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += times * values[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
