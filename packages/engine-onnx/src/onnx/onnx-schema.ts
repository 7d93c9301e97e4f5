import protobuf from 'protobufjs';

/**
 * The messages of ONNX that a graph of plain tensors needs: names, types and field numbers as in
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 (Copyright ONNX Project Contributors, Apache-2.0).
 * Left out are fields this package never writes (documentation, sub-graphs, sparse and quantised tensors).
 */
const definition = `
syntax = "proto3";
package onnx;

message ModelProto {
  int64 ir_version = 1;
  repeated OperatorSetIdProto opset_import = 8;
  string producer_name = 2;
  GraphProto graph = 7;
}

message OperatorSetIdProto {
  string domain = 1;
  int64 version = 2;
}

message GraphProto {
  repeated NodeProto node = 1;
  string name = 2;
  repeated TensorProto initializer = 5;
  repeated ValueInfoProto input = 11;
  repeated ValueInfoProto output = 12;
}

message NodeProto {
  repeated string input = 1;
  repeated string output = 2;
  string name = 3;
  string op_type = 4;
  string domain = 7;
  repeated AttributeProto attribute = 5;
}

message AttributeProto {
  enum AttributeType {
    UNDEFINED = 0;
    FLOAT = 1;
    INT = 2;
    FLOATS = 6;
    INTS = 7;
  }
  string name = 1;
  AttributeType type = 20;
  float f = 2;
  int64 i = 3;
  repeated float floats = 7;
  repeated int64 ints = 8;
}

message TensorProto {
  enum DataType {
    UNDEFINED = 0;
    FLOAT = 1;
    INT32 = 6;
    INT64 = 7;
    BOOL = 9;
  }
  repeated int64 dims = 1;
  int32 data_type = 2;
  string name = 8;
  bytes raw_data = 9;
}

message ValueInfoProto {
  string name = 1;
  TypeProto type = 2;
}

message TypeProto {
  message Tensor {
    int32 elem_type = 1;
    TensorShapeProto shape = 2;
  }
  oneof value {
    Tensor tensor_type = 1;
  }
}

message TensorShapeProto {
  message Dimension {
    oneof value {
      int64 dim_value = 1;
      string dim_param = 2;
    }
  }
  repeated Dimension dim = 1;
}
`;

const { root } = protobuf.parse(definition, { keepCase: true });

/** Encodes and checks ONNX models. */
export const ModelProto = root.lookupType('onnx.ModelProto');
