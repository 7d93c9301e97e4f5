import { useStdout } from 'ink';
import { useEffect, useState } from 'react';

const measure = ({ columns, rows }: NodeJS.WriteStream) => ({ columns: columns || 80, rows: rows || 24 });

/** Columns and rows of the terminal, also after it was resized. */
export function useScreenSize(): { columns: number; rows: number } {
  const { stdout } = useStdout();
  const [size, setSize] = useState(() => measure(stdout));
  useEffect(() => {
    const resize = (): void => setSize(measure(stdout));
    stdout.on('resize', resize);
    return () => void stdout.off('resize', resize);
  }, [stdout]);
  return size;
}
