import { join } from 'node:path';
import { python } from '../needs.js';
import { pythonTools } from '../python-tools.js';
import { root } from '../root.js';
import type { Check } from '../run-checks.js';

const infra = (...path: readonly string[]): string => join(root, 'infra', ...path);

/** The Dockerfile by hadolint, the compose files by their schema. */
export const containerFiles: Check = {
  name: 'container-files',
  needs: [python],
  run: async (tell) => {
    const tool = await pythonTools();
    await tool('hadolint', infra('container', 'Dockerfile'));
    tell('hadolint finds nothing in the Dockerfile');
    const files = ['compose.yaml', 'compose.gpu.yaml'].map((file) => infra('compose', file));
    await tool('check-jsonschema', '--builtin-schema', 'vendor.compose-spec', ...files);
    tell('the compose files follow the schema of compose');
  },
};
