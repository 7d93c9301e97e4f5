/** Fastest first. */
export const engineNames = ['tfjs-gpu', 'onnx', 'tfjs-node', 'tfjs-wasm'] as const;
/** `auto` is the first that can run here. */
export const engineChoices = ['auto', ...engineNames] as const;
export type EngineName = (typeof engineNames)[number];
export type EngineChoice = (typeof engineChoices)[number];
