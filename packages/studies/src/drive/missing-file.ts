/** For a file or folder that may be missing: `instead` where it is, and the error where the system refuses it. */
export const onlyIfMissing =
  <Value>(instead: Value) =>
  (error: NodeJS.ErrnoException): Value => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };
