import { openOnnxEngine } from '@ram-sweep/engine-onnx';
import { engineContract } from '@ram-sweep/testkit';

engineContract('onnx', () => openOnnxEngine());
