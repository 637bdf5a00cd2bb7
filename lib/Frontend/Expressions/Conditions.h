// Expressions that evaluate only some of their operands: && || ?:.
#ifndef CLANGENT_FRONTEND_EXPRESSIONS_CONDITIONS_H
#define CLANGENT_FRONTEND_EXPRESSIONS_CONDITIONS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

// What a choice between two expressions is asked for.
enum class Chosen : uint8_t { Value, Place, ValueOfPlace };

class Conditions : public Room {
public:
  using Room::Room;

  ValueId logical(const clang::BinaryOperator *e);
  ValueId conditional(const clang::AbstractConditionalOperator *e, Chosen chosen);
  void conditionalEffect(const clang::AbstractConditionalOperator *e);

private:
  ValueId chooseAmong(const clang::AbstractConditionalOperator *e, TypeId type,
                      llvm::function_ref<ValueId(const Expr *)> lowerArm);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_EXPRESSIONS_CONDITIONS_H
