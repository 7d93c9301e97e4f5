/** The compiled program of a worker process; this path works from the source and from the build. */
export const workerProgram = new URL('../dist/main.js', import.meta.url);
