// What the shipped module and the command line are made of, as CycloneDX 1.6 in JSON: sbom.cdx.json of the package.
import { readFileSync } from 'node:fs';
import { bundledPackages, list } from './bundled.mjs';
import { at } from './paths.mjs';
import { run } from './run.mjs';

const GRAPH = [
  '--locked',
  '--filter-platform',
  'wasm32-unknown-unknown',
  '--features',
  'wasm',
  '--format-version',
  '1',
];

/** The same octets for the same lockfile: there is no date in it, nor a number of its own. @returns {Promise<string>} */
export async function sbom() {
  const { packages, resolve } = JSON.parse((await run('cargo', ['metadata', ...GRAPH])).stdout);
  const crates = new Map(packages.map((crate) => [crate.id, crate]));
  const edges = new Map(resolve.nodes.map(({ id, deps }) => [id, deps.filter(isShipped).map(({ pkg }) => pkg)]));
  const { shipped, building } = sorted(resolve.root, edges, crates);
  const refs = (ids) => ids.map((id) => purl(crates.get(id))).sort();
  const parts = [...shipped, ...building].sort();
  return `${JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: { component: { ...component(crates.get(resolve.root)), type: 'library' } },
      components: [
        ...parts.map((id) => ({
          ...component(crates.get(id)),
          // "Excluded" is what is not there when the software runs.
          scope: shipped.has(id) ? 'required' : 'excluded',
          hashes: [{ alg: 'SHA-256', content: checksum(crates.get(id)) }],
        })),
        ...inCommandLine(),
      ],
      dependencies: [resolve.root, ...parts].map((id) => ({
        ref: purl(crates.get(id)),
        dependsOn: refs(edges.get(id)),
      })),
    },
    null,
    2,
  )}\n`;
}

/** npm packages in cli/symbolon.js, and the list that is in one of them. */
const inCommandLine = () => [
  ...bundledPackages().map(({ name, version, license, sha512 }) => ({
    type: 'library',
    'bom-ref': `pkg:npm/${name}@${version}`,
    name,
    version,
    scope: 'optional',
    hashes: [{ alg: 'SHA-512', content: sha512 }],
    licenses: [{ expression: license }],
    purl: `pkg:npm/${name}@${version}`,
  })),
  {
    type: 'data',
    'bom-ref': 'public-suffix-list',
    name: list.name,
    scope: 'optional',
    licenses: [{ expression: list.license }],
    externalReferences: [{ type: 'distribution', url: list.source }],
  },
];

/** Neither for tests nor for build scripts. */
const isShipped = ({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null);

/** What a module has in it, and what macros only help to make. */
function sorted(root, edges, crates) {
  const [shipped, building] = [new Set(), new Set()];
  const isMacro = (id) => crates.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));
  const walk = (id, set) => {
    for (const next of edges.get(id)) {
      const its = isMacro(next) ? building : set;
      if (its.has(next)) continue;
      its.add(next);
      walk(next, its);
    }
  };
  walk(root, shipped);
  for (const id of shipped) building.delete(id);
  return { shipped, building };
}

const purl = ({ name, version }) => `pkg:cargo/${name}@${version}`;

const component = ({ name, version, license, description }) => ({
  type: 'library',
  'bom-ref': purl({ name, version }),
  name,
  version,
  description: description?.trim(),
  licenses: [{ expression: license.replaceAll('/', ' OR ') }],
  purl: purl({ name, version }),
});

/** That of the lockfile, which cargo has compared with what it downloaded. */
function checksum({ name, version }) {
  const lock = readFileSync(at('Cargo.lock'), 'utf8');
  const entry = lock.split('[[package]]').find((text) => text.includes(`name = "${name}"\nversion = "${version}"\n`));
  return /^checksum = "(.+)"$/m.exec(entry)[1];
}
