import { readdirSync, readFileSync } from 'node:fs';
import { inRoot } from '../bootstrap/phase.mjs';

const readManifest = (...folder) => JSON.parse(readFileSync(inRoot(...folder, 'package.json'), 'utf8'));

/** All that our packages depend on, by name: the version, and whether they can do without. */
function declared() {
  const versions = new Map();
  for (const parent of ['packages', 'apps']) {
    for (const name of readdirSync(inRoot(parent))) {
      const { dependencies = {}, optionalDependencies = {} } = readManifest(parent, name);
      for (const [each, version] of Object.entries(dependencies))
        versions.set(each, { version, isOptional: false });
      for (const [each, version] of Object.entries(optionalDependencies))
        versions.set(each, { version, isOptional: true });
    }
  }
  return versions;
}

/**
 * What of it the package needs: what its bundles and types import, and what the bundles look for by name and do not
 * contain. Throws where they import what no package of ours declares.
 */
function needed({ code, imported: inCode, contained }, inTypes) {
  const versions = declared();
  const imported = [...inCode, ...inTypes];
  const strays = imported.filter((name) => !versions.has(name));
  if (strays.length > 0) throw new Error(`no package.json has a version of ${strays.join(', ')}`);
  const isContained = (name) => contained.some((folder) => folder.endsWith(`/node_modules/${name}`));
  const isNamed = (name) =>
    !isContained(name) && [`'${name}'`, `"${name}"`].some((text) => code.includes(text));
  return [...versions].filter(
    ([name]) => !name.startsWith('@ram-sweep/') && (imported.includes(name) || isNamed(name)),
  );
}

const versionsOf = (entries) =>
  Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, { version }]) => [name, version]),
  );

/** The package.json of the package. `bundled`: what bundle() returned; `typed`: what copyTypes() did. */
export function manifest(bundled, typed) {
  const { version, description, license, engines } = readManifest();
  const all = needed(bundled, typed);
  // Large, and of use to a machine with an NVIDIA GPU alone: who has one installs it beside this.
  const { optionalDependencies: forCuda } = readManifest('infra', 'cuda');
  return {
    name: 'ram-sweep',
    version,
    description,
    keywords: ['hyperparameter', 'search', 'recurrent attention model', 'reinforce', 'asha', 'tpe'],
    license,
    type: 'module',
    sideEffects: false,
    engines,
    bin: { 'ram-sweep': 'bin/ram-sweep.js' },
    exports: {
      '.': { types: './dist/types/studies/index.d.ts', default: './dist/studies/index.js' },
      './study.schema.json': './studies/study.schema.json',
      './package.json': './package.json',
    },
    dependencies: versionsOf(all.filter(([, { isOptional }]) => !isOptional)),
    optionalDependencies: versionsOf(all.filter(([, { isOptional }]) => isOptional)),
    peerDependencies: forCuda,
    peerDependenciesMeta: Object.fromEntries(Object.keys(forCuda).map((name) => [name, { optional: true }])),
  };
}
