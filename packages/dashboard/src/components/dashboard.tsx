import { frame, type FrameProps } from '../frame.js';
import { Lines } from '../text/lines.js';

/** The whole frame, as a function of what was read and what is looked at. */
export function Dashboard(props: FrameProps) {
  return <Lines lines={frame(props)} width={Math.max(1, props.columns - 1)} />;
}
