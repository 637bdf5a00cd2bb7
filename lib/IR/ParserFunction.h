// One function in the textual form.
#ifndef CLANGENT_IR_PARSERFUNCTION_H
#define CLANGENT_IR_PARSERFUNCTION_H

#include "IR/Builder.h"
#include "IR/ParserTypes.h"

#include <map>

namespace clangent::ir {

class FunctionReader {
public:
  using Names = std::map<std::string, FunctionId>;

  // `names`: the functions of the module, as they are called in its text.
  FunctionReader(TextCursor &in, TypeReader &types, Module &module, Function &function, const Names &names)
      : in(in), types(types), module(module), f(function), names(names) {}

  // From the parenthesis behind the name to the brace of the body.
  void header();
  // Behind that brace, with the one that closes it.
  void body();

private:
  // A value where it is defined.
  struct Defined {
    std::string name;
    Role role = Role::Primal;
  };

  void parameter();
  void attributes();
  void region(RegionId region);
  bool yields(RegionId region);
  void operation();
  void statement();

  void ifOp();
  void forOp();
  void whileOp();
  void loopResults(OpId op, const std::vector<Defined> &wanted);
  void range(std::vector<ValueId> &operands, Predicate &predicate);
  void carried(OpId op, RegionId region);
  void constant();
  void math(const std::string &spelling);
  void call();
  void term(Opcode code);
  void access(Opcode code);
  void global();
  void field();
  Heap heapForm();
  void heap(Opcode code);
  void other(Opcode code);

  OpId make(Opcode code, std::vector<ValueId> operands);
  void results(OpId op);
  void resultTypes(OpId op);
  std::vector<ValueId> list();
  std::vector<ValueId> arguments();
  ValueId value();
  std::string valueName();
  Defined definedName();
  ValueId define(const Defined &as, TypeId type, OpId definition, RegionId owner);
  Predicate predicate();
  TypeId typeOf(ValueId v) const { return f[v].type; }

  TextCursor &in;
  TypeReader &types;
  Module &module;
  Function &f;
  const Names &names;
  std::map<std::string, ValueId> values;
  std::vector<Defined> defined; // the results of the operation that is read
  bool isDerivative = false;    // that operation
  RegionId current;
  StatementId lastStatement;
};

} // namespace clangent::ir

#endif // CLANGENT_IR_PARSERFUNCTION_H
