export { openOnnxEngine } from './engine.js';
export type { OnnxEngineOptions } from './engine.js';
export { ModelDisposedError, OnnxUnavailableError } from './errors.js';
export { probeOnnx } from './onnx/runtime.js';
