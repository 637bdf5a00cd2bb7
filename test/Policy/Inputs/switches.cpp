namespace ir = clangent::ir;

int first(ir::Opcode code) {
  switch (code) {
  case ir::Opcode::Load:
    return 1;
  default:
    return 0;
  }
}
int second(const ir::Op &op, char c) {
  switch (infoOf(op.code).effect) {
  case Effect::Reads: {
    return 1;
  }
  default:
    break;
  }
  switch (c) { // letters are another matter
  case 'a':
    return 2;
  default:
    return 3;
  }
}
