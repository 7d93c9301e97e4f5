import { execFile } from 'node:child_process';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { checkCustomResources, isCustom, readResource, type Resource } from '../custom-resources.js';
import { kubectl, python } from '../needs.js';
import { pythonTools, type RunTool } from '../python-tools.js';
import { root } from '../root.js';
import type { Check } from '../run-checks.js';

const OVERLAYS = join(root, 'infra', 'kubernetes', 'overlays');
/** The oldest version that the files are for, and the newest that the tool knows. */
const VERSIONS = ['1.30', '1.37'];

/** Every overlay, rendered and held against the schemas of all that it makes. */
export const kubernetesManifests: Check = {
  name: 'kubernetes-manifests',
  needs: [kubectl, python],
  run: async (tell) => {
    const tool = await pythonTools();
    const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-manifests-'));
    try {
      const custom: Resource[] = [];
      for (const overlay of await readdir(OVERLAYS)) {
        const resources = await render(tool, join(OVERLAYS, overlay), folder);
        assertNumbersLeftToKeda(resources);
        const own = resources.filter((resource) => !isCustom(resource));
        for (const version of VERSIONS) await validate(tool, own, version, folder);
        custom.push(...resources.filter(isCustom));
        tell(`${overlay}: ${resources.map(({ kind }) => kind).join(', ')}`);
      }
      tell(`valid by the schemas of Kubernetes ${VERSIONS.join(' and ')}, without unknown fields`);
      await checkCustomResources(custom);
      tell(`valid by their own definitions: ${[...new Set(custom.map(({ kind }) => kind))].join(', ')}`);
      await assertStrict(tool, folder);
      await assertNoticed(tool, folder);
      tell('no Deployment that KEDA scales says how many it has, and one that does is noticed');
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** All resources of an overlay, which is a folder. */
async function render(tool: RunTool, overlay: string, folder: string): Promise<Resource[]> {
  const { stdout } = await promisify(execFile)('kubectl', ['kustomize', overlay]);
  const [yaml, json] = [join(folder, 'all.yaml'), join(folder, 'all.json')];
  await writeFile(yaml, stdout);
  const convert = `
import json, sys, yaml
with open(sys.argv[1]) as source, open(sys.argv[2], 'w') as target:
    json.dump([each for each in yaml.safe_load_all(source) if each], target)
`;
  await tool('python', '-c', convert, yaml, json);
  return (await readResource(json)) as unknown as Resource[];
}

async function validate(
  tool: RunTool,
  resources: readonly Resource[],
  version: string,
  folder: string,
): Promise<void> {
  const file = join(folder, 'own.json');
  // One document a file: JSON is YAML, and its documents are parted as those of YAML are.
  await writeFile(file, resources.map((resource) => JSON.stringify(resource)).join('\n---\n'));
  await tool('kubernetes-validate', '--strict', '--kubernetes-version', version, file);
}

interface Scaling extends Resource {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly scaleTargetRef?: { readonly name: string }; readonly replicas?: number };
}

/** Anyone who applies a number again sets back what KEDA has made of it. */
function assertNumbersLeftToKeda(resources: readonly Resource[]): void {
  const all = resources as readonly Scaling[];
  const scaled = all.flatMap(({ kind, spec }) =>
    kind === 'ScaledObject' ? [spec.scaleTargetRef?.name] : [],
  );
  const fixed = all.filter(
    ({ kind, metadata, spec }) =>
      kind === 'Deployment' && scaled.includes(metadata.name) && spec.replicas !== undefined,
  );
  const names = fixed.map(({ metadata }) => metadata.name);
  assert.deepEqual(names, [], `KEDA scales ${names.join(', ')}, whose number is written down as well`);
}

/** An overlay as the README describes it, which sets a number where KEDA does. */
async function assertNoticed(tool: RunTool, folder: string): Promise<void> {
  const overlay = join(folder, 'own');
  await mkdir(overlay);
  const base = relative(await realpath(overlay), join(OVERLAYS, 'gpu-spot-autoscaled'));
  const settings = { resources: [base], replicas: [{ name: 'ram-sweep-worker', count: 8 }] };
  await writeFile(join(overlay, 'kustomization.yaml'), JSON.stringify(settings));
  const resources = await render(tool, overlay, folder);
  assert.throws(() => assertNumbersLeftToKeda(resources), /KEDA scales ram-sweep-worker/);
}

/** The check would be worth nothing if it let everything pass. */
async function assertStrict(tool: RunTool, folder: string): Promise<void> {
  const base = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } };
  const misspelt = { ...base, spec: { ports: [{ port: 1, targetPrt: 2 }] } } as Resource;
  await assert.rejects(validate(tool, [misspelt], VERSIONS[0]!, folder), /targetPrt/);
  const scaled = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'x' } };
  const target = { scaleTargetRef: { name: 'x' }, triggers: [], maxReplicaCont: 3 };
  await assert.rejects(checkCustomResources([{ ...scaled, spec: target } as Resource]), /maxReplicaCont/);
}
