export { compileServeOptions, tokenProblem } from './options.js';
export { startServer } from './start-server.js';
