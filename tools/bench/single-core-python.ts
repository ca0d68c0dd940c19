import { spawnSync } from 'node:child_process';

const oneCore = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  NUMBA_NUM_THREADS: '1',
};

/**
 * Runs a Python program that prints a number, on one core.
 *
 * @param python path of the interpreter, from EARMARK_PYTHON
 * @param needs what has to be installed there, for the message
 * @throws Error with what the program said, when it fails
 */
export function singleCorePython(python: string, needs: string, program: string): number {
  const { status, stdout, stderr } = spawnSync(python, ['-c', program], {
    encoding: 'utf8',
    env: { ...process.env, ...oneCore },
  });
  if (status !== 0) {
    throw new Error(`EARMARK_PYTHON is ${python}: expected a Python with ${needs}; it said:\n${stderr}`);
  }
  return Number(stdout);
}
