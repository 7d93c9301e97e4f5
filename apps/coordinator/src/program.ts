/** The compiled program of a coordinator process; this path works from the source and from the build. */
export const coordinatorProgram = new URL('../dist/main.js', import.meta.url);
