import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { registerWasmGradients } from './wasm-gradients.ts';

/** Native code in Node, the graphics card of a browser, WebAssembly, plain JavaScript. */
export type BackendName = 'tfjs-node' | 'webgl' | 'wasm' | 'cpu';

export interface BackendOptions {
  /** Folder of the `.wasm` files of `@tensorflow/tfjs-backend-wasm`: in a browser a URL; Node finds them in the installed package. */
  readonly wasmPath?: string;
}

/** The backend that computes from now on, and why it is this one. */
export interface SelectedBackend {
  readonly name: BackendName;
  readonly why: string;
}

/** Starts a backend, or throws an error that says in a few words why it can't run here. */
const start: Readonly<Record<BackendName, (options: BackendOptions) => Promise<void>>> = {
  'tfjs-node': startNative,
  webgl: () => activate('webgl', 'webgl finds no graphics card'),
  wasm: startWasm,
  cpu: () => activate('cpu', 'plain JavaScript did not start'),
};

/**
 * Chooses what tfjs computes on, and starts it.
 *
 * Without a preference that is the fastest one that starts: in Node tfjs-node where its native library is installed, in a browser
 * WebGL; else WASM, with the gradients that make it train well; else plain JavaScript, more than a hundred times slower.
 *
 * @param preference this backend or none
 * @returns what runs, and a reason that fits into one line of output
 * @throws Error where the preference can't be met; the message says why
 * @example const { name, why } = await selectBackend(); // { name: 'wasm', why: 'tfjs-node is not installed' }
 */
export async function selectBackend(
  preference?: BackendName,
  options: BackendOptions = {},
): Promise<SelectedBackend> {
  // Without this tfjs prints a banner.
  tf.enableProdMode();
  if (preference !== undefined) {
    if (!Object.hasOwn(start, preference))
      throw new Error(`unknown backend "${preference}": choose one of ${Object.keys(start).join(', ')}`);
    try {
      await start[preference](options);
    } catch (error) {
      throw new Error(`the backend ${preference} can't run here: ${reasonOf(error)}`, { cause: error });
    }
    return { name: preference, why: 'as asked for' };
  }

  const reasons: string[] = [];
  for (const name of inNode() ? (['tfjs-node', 'wasm', 'cpu'] as const) : (['webgl', 'wasm', 'cpu'] as const))
    try {
      await start[name](options);
      return { name, why: reasons.join('; ') || 'the fastest here' };
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  throw new Error(`no backend can run here: ${reasons.join('; ')}`);
}

const inNode = (): boolean => tf.env().getBool('IS_NODE');

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

async function activate(tfjsName: string, reasonIfNot: string): Promise<void> {
  if (!tf.findBackendFactory(tfjsName) || !(await tf.setBackend(tfjsName))) throw new Error(reasonIfNot);
}

async function startWasm({ wasmPath }: BackendOptions): Promise<void> {
  if (wasmPath !== undefined) setWasmPaths(wasmPath.endsWith('/') ? wasmPath : `${wasmPath}/`);
  // Its threads hang in a minified bundle; in Node tfjs has none.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  registerWasmGradients();
  await activate('wasm', `wasm did not load its files from ${wasmPath ?? 'beside its script'}`);
}

async function startNative(): Promise<void> {
  if (!inNode()) throw new Error('tfjs-node needs Node');
  // tfjs-node 4.22 calls a function that Node 23 has dropped. No import of node:util: bundlers for browsers would follow it.
  const { process } = globalThis as unknown as {
    process: { getBuiltinModule(id: string): { isNullOrUndefined?: (value: unknown) => boolean } };
  };
  process.getBuiltinModule('node:util').isNullOrUndefined ??= (value) =>
    value === null || value === undefined;
  // A variable, because neither the compiler nor a bundler may look for what need not be installed.
  const optionalPackage: string = '@tensorflow/tfjs-node';
  try {
    await import(/* @vite-ignore */ optionalPackage);
  } catch (error) {
    const missing = /MODULE_NOT_FOUND/.test(String((error as { code?: unknown }).code));
    throw new Error(missing ? 'tfjs-node is not installed' : `tfjs-node did not load: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  await activate('tensorflow', 'tfjs-node brought no backend');
}
