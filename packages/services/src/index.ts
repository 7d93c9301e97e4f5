export {
  areServersAlive,
  findServices,
  isJetStreamOn,
  restartNats,
  reviveServices,
  shouldListen,
  startServices,
  stopServices,
} from './services.js';
export type { Services } from './access.js';
export { borrowServices, hasDatabase } from './borrow.js';
export { inHome } from './home-files.js';
export type { Borrowed } from './borrow.js';
export type { ServicesOptions } from './start-missing.js';
export { findNatsServer } from './nats-program/find-nats-server.js';
export type { NatsServerProgram } from './nats-program/find-nats-server.js';
export { defaultCacheDir } from './cache-dir.js';
export { NatsServerNotFoundError, ServiceError, ServicesHomeError, ServicesLockedError } from './errors.js';

export { findPostgres } from './postgres/find-postgres.js';
export { createDatabase, postgresUrl, startPostgres } from './postgres/server.js';
export type { PostgresPlace } from './postgres/server.js';
export { natsAccess, startNatsServer } from './nats/server.js';
export type { NatsAccess, NatsPlace } from './nats/server.js';
export { natsConfig } from './nats/config.js';
export { newNatsCredentials, newPostgresCredentials } from './credentials.js';
export { freePort } from './process/ports.js';
export { tryLockFile } from './process/lock-file.js';
export { commandLine, endProcess, isSameProcess, processStart } from './process/process.js';
export { isSameOrMoved } from './process/same-folder.js';
