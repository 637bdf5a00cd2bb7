// The statements of a function's body. Reads the plan, changes nothing.
#ifndef CLANGENT_EMIT_STATEMENTS_H
#define CLANGENT_EMIT_STATEMENTS_H

#include "Emit/Expressions.h"
#include "Emit/Lines.h"

#include <map>
#include <set>
#include <unordered_map>

namespace clangent::emit {

class Statements {
public:
  explicit Statements(const Plan &plan);

  Lines body();

private:
  // A copy that must take place at the same time as others.
  struct Copy {
    ir::ValueId to, from;
    std::string text; // of the value, once it was saved under a name of its own
  };
  struct LoopHead {
    std::string text;
    std::string counter; // the first statement of the body, if the counter is computed there
  };

  Lines region(ir::RegionId region);
  void statement(ir::OpId id, Lines &out);
  void release(ir::OpId id, Lines &out);
  void bareDeclarations(ir::OpId id, Lines &out);
  void result(ir::OpId id, Lines &out);
  void assign(ir::OpId id, Lines &out);
  bool isConstant(const ir::Op &op);
  std::string compound(const std::string &target, const ir::Op &op, const std::string &plain) const;
  std::string addition(const std::string &target, ir::ValueId v) const;
  void store(const ir::Op &op, Lines &out);
  void update(const ir::Op &op, Lines &out);
  void rawResult(const std::string &type, const std::string &name, const std::string &made, Lines &out);
  void call(ir::OpId id, Lines &out);
  std::string initialiser(ir::ValueId v) const;
  std::string tapeArray(const ir::Op &op, ir::TypeId made) const;
  void inPlace(ir::OpId id, Lines &out);
  void object(ir::OpId id, Lines &out);
  void closedObject(const ir::Op &op, Lines &out);
  void localObject(const ir::Op &op, const std::string &name, Lines &out);
  bool needsTable(const ir::Op &op) const;
  std::string tapeCount(ir::ValueId count) const;
  void residual(const ir::Op &op, Lines &out);
  void giveBack(Lines &out);

  void branch(ir::OpId id, Lines &out);
  void forLoop(ir::OpId id, Lines &out);
  void whileLoop(ir::OpId id, Lines &out);
  LoopHead loopHead(const ir::Op &op);
  LoopHead forwardHead(const ir::Op &op) const;
  bool reversedHead(const ir::Op &op, LoopHead &head) const;
  LoopHead countedHead(const ir::Op &op);
  bool isAboveMinimum(ir::ValueId v) const;
  bool isExtreme(ir::ValueId v) const;
  std::string offset(ir::ValueId bound, int by) const;

  void copies(std::vector<Copy> pending, ir::OpId declaring, Lines &out);
  std::vector<Copy> copiesOf(const std::vector<ir::ValueId> &to, size_t firstTo, const std::vector<ir::ValueId> &from,
                             size_t firstFrom) const;
  void declareCopies(std::vector<Copy> &pending, ir::OpId declaring, Lines &out);
  bool isReadBy(const Copy &reader, ir::ValueId variable) const;
  std::string freshName(const std::string &wish);

  void comment(ir::OpId id, Lines &out);
  void findReverse();
  void findReversed();
  bool handlesAdjoints(ir::OpId id) const;
  bool undoesARegion(ir::OpId id) const;
  bool isOfTheReverse(ir::OpId id) const;
  bool isOfAdjoints(ir::ValueId place) const;

  const Plan &plan;
  const ir::Function &f;
  const ir::TypeTable &types;
  Expressions expressions;
  std::unordered_map<uint32_t, std::vector<const Variable *>> bare; // to declare before an operation
  std::set<std::string> takenNames;                                 // of variables, and what freshName gave
  std::map<std::string, unsigned> nextNumbers;
  std::unordered_map<uint32_t, unsigned> choices; // of a constant that chooses: how many constants it is made of
  ir::StatementId lastComment;
  std::vector<ir::StatementId> reversedStatements; // by operation
  ir::OpId reverseBegin;                           // of the body's statements, the first of the reverse sweep
};

} // namespace clangent::emit

#endif // CLANGENT_EMIT_STATEMENTS_H
