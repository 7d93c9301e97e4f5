export { compileServeOptions } from './options.js';
export { startServer } from './start-server.js';
