import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { workspaceRoot } from './paths.ts';

const { version } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
  version: string;
};

/** The versions that made a run. */
export const versions: Readonly<Record<string, string>> = {
  earmark: version,
  tfjs: tf.version_core,
  node: process.versions.node,
};
