import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Failure } from '@ram-sweep/protocol';
import type { ErrorKind, RamSweepError } from '@ram-sweep/protocol/errors';
import * as cli from '../../apps/cli/src/errors.js';
import * as coordinator from '../../apps/coordinator/src/errors.js';
import * as server from '../../apps/server/src/errors.js';
import * as worker from '../../apps/worker/src/errors.js';
import { toFailure } from '../../apps/worker/src/training/failures.js';
import * as bus from '../../packages/bus/src/errors.js';
import * as dataset from '../../packages/dataset/src/errors.js';
import * as onnx from '../../packages/engine-onnx/src/errors.js';
import * as tfjs from '../../packages/engine-tfjs/src/errors.js';
import * as engines from '../../packages/engines/src/errors.js';
import * as ram from '../../packages/ram/src/errors.js';
import * as search from '../../packages/search/src/errors.js';
import { JoinTokenError } from '../../packages/protocol/src/errors.js';
import * as services from '../../packages/services/src/errors.js';
import * as store from '../../packages/store/src/errors.js';
import * as studies from '../../packages/studies/src/errors.js';
import { readPackages, root, sourceFiles } from './packages.js';

type Row = readonly [RamSweepError, ErrorKind, exitCode: number, retryable: boolean, Failure['class']];

const cause = new Error('away');
const at = { epoch: 1, step: 2, quantity: 'loss', value: NaN };

/**
 * Every error class of the project: its kind, the exit code of a command, whether to try again, of what a trial failed.
 */
const rows: readonly Row[] = [
  [new cli.CommandError('no', 'failure'), 'failure', 1, false, 'error'],
  [cli.badUsage('no'), 'usage', 2, false, 'error'],
  [cli.notFound('no'), 'not-found', 3, false, 'error'],
  [new cli.CommandError('no', 'unavailable'), 'unavailable', 4, false, 'error'],
  [new studies.StudiesError('no', 'failure'), 'failure', 1, false, 'error'],
  [studies.badUsage('no'), 'usage', 2, false, 'error'],
  [studies.notFound('no'), 'not-found', 3, false, 'error'],
  [new coordinator.StudyAlreadyDrivenError('s'), 'failure', 1, false, 'error'],
  [new coordinator.StudyLockLostError('s', cause), 'unavailable', 4, true, 'error'],
  [new worker.TrainingHungError(1, 300), 'failure', 1, true, 'hung'],
  [new worker.LeftEarlyError('told again'), 'unavailable', 4, false, 'error'],
  [new JoinTokenError('it is cut', 'copy it'), 'usage', 2, false, 'error'],
  [new server.ServeOptionsError('no'), 'usage', 2, false, 'error'],
  [new server.ListenError('no', { host: 'h', port: 1, code: 'EACCES' }), 'failure', 1, true, 'error'],
  [new server.NotReadableError('no'), 'unavailable', 4, true, 'error'],
  [new server.RequestRefusedError(404, 'no'), 'not-found', 3, false, 'error'],
  [new server.RequestRefusedError(400, 'no'), 'usage', 2, false, 'error'],
  [new server.RequestRefusedError(503, 'no'), 'unavailable', 4, true, 'error'],
  [new bus.BusUnavailableError([], 'no'), 'unavailable', 4, true, 'error'],
  [new bus.TokenRefusedError([], 'no'), 'unavailable', 4, false, 'error'],
  [new bus.BusOptionsError('no'), 'usage', 2, false, 'error'],
  [new bus.BusClosedError(), 'failure', 1, false, 'error'],
  [new bus.ConnectionLostError(), 'unavailable', 4, true, 'error'],
  [new bus.BusRefusedError('ram.x', 'no'), 'unavailable', 4, false, 'error'],
  [new bus.InvalidMessageError('ram.x', 'no'), 'failure', 1, false, 'error'],
  [new bus.CoordinatorAbsentError('s', 'timeout', 'no'), 'unavailable', 4, true, 'error'],
  [new bus.CheckpointMissingError('c', 'is gone'), 'not-found', 3, false, 'error'],
  [new bus.CheckpointDigestError('c', 'differs'), 'failure', 1, false, 'error'],
  [new bus.CheckpointTooLargeError('c', 2, 1), 'failure', 1, false, 'bad-config'],
  [new services.ServiceError('postgres', 'no'), 'unavailable', 4, true, 'error'],
  [new services.PortTakenError('postgres', 'no'), 'unavailable', 4, true, 'error'],
  [new services.ServicesHomeError('/home', 'no'), 'unavailable', 4, false, 'error'],
  [new services.JoiningError('not-listening', 'no'), 'unavailable', 4, false, 'error'],
  [new services.JoiningError('unknown-token', 'no'), 'not-found', 3, false, 'error'],
  [new services.JoiningError('bad-name', 'no'), 'usage', 2, false, 'error'],
  [new services.ServicesLockedError('/home/lock', 2), 'unavailable', 4, true, 'error'],
  [new services.NatsServerNotFoundError([]), 'unavailable', 4, false, 'error'],
  [new engines.EngineUnavailableError('auto', 'no'), 'unavailable', 4, false, 'error'],
  [new tfjs.BackendUnavailableError('gpu', 'no'), 'unavailable', 4, false, 'error'],
  [new onnx.OnnxUnavailableError(cause), 'unavailable', 4, false, 'error'],
  [new onnx.ModelDisposedError(), 'failure', 1, false, 'error'],
  [new search.StudyFileError('study.yaml', []), 'usage', 2, false, 'error'],
  [new search.ExpressionError('has "="', 6), 'usage', 2, false, 'error'],
  [new store.StoreUnavailableError(cause), 'unavailable', 4, true, 'error'],
  [new store.StoreRefusedError(cause, '28P01'), 'unavailable', 4, false, 'error'],
  [new store.StoreCertificateError('no'), 'unavailable', 4, false, 'error'],
  [new store.StoreClosedError(), 'failure', 1, false, 'error'],
  [new store.StoreOptionsError('no'), 'usage', 2, false, 'error'],
  [new store.SchemaTooNewError(9, 8), 'unavailable', 4, false, 'error'],
  [new store.SchemaTooOldError(7, 8, 4), 'unavailable', 4, false, 'error'],
  [new store.SchemaTooOldError(0, 8, 4), 'not-found', 3, false, 'error'],
  [new store.StudyExistsError('s'), 'usage', 2, false, 'error'],
  [new store.NotFoundError('s'), 'not-found', 3, false, 'error'],
  [new dataset.DatasetError('no'), 'failure', 1, false, 'bad-data'],
  [new dataset.DatasetError('no', { retryable: true }), 'failure', 1, true, 'bad-data'],
  [new dataset.DatasetMissingError('mnist', 'no'), 'not-found', 3, false, 'bad-data'],
  [new dataset.DataFolderError('no'), 'not-found', 3, false, 'bad-data'],
  [new dataset.DownloadError('file', []), 'unavailable', 4, true, 'bad-data'],
  [new dataset.PreparationError('no'), 'failure', 1, false, 'bad-data'],
  [new ram.TrainingDivergedError(at), 'failure', 1, false, 'diverged'],
  [new ram.CheckpointCorruptError('no', 1), 'failure', 1, true, 'error'],
  [new ram.CheckpointMismatchError('f', 1, 2), 'failure', 1, false, 'bad-config'],
  [new ram.ModelInputError('f', 'no'), 'failure', 1, false, 'error'],
];

/** Classes that the sources define, abstract ones aside, with the file of each. */
const defined = readPackages()
  .flatMap(sourceFiles)
  .flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/(abstract )?class (\w+)\s+extends\s+\w*Error\b/g)]
      .filter(([, isAbstract]) => !isAbstract)
      .map(([, , name]) => ({ file, name: name! })),
  );

test.each(defined)('$name says what it is', async ({ file, name }) => {
  const module = (await import(pathToFileURL(join(root, file)).href)) as Record<string, new () => unknown>;
  const known = rows.filter(([error]) => error instanceof Error && error.constructor === module[name]);
  expect(known.map(([error]) => error.name)).toContain(name);
});

test('and there is none beside them in the table', () => {
  const names = new Set(defined.map(({ name }) => name));
  expect(rows.map(([error]) => error.name).filter((name) => !names.has(name))).toEqual([]);
  expect(names.size).toBeGreaterThan(30);
});

test.each(rows.map((row) => [row[0].name, ...row] as const))(
  '%s: as a command ends with it, and as a trial does',
  (_, error, kind, exitCode, retryable, failureClass) => {
    expect(error).toMatchObject({ kind, retryable });
    expect(cli.exitCodeOf(error)).toBe(exitCode);
    expect(toFailure(error, 3)).toEqual({
      class: failureClass,
      message: error.message,
      retryable,
      epoch: 3,
    });
  },
);
