// Arms of structured control flow.
#include "Frontend/Control/Regions.h"
#include "Frontend/Expressions/Conversions.h"

namespace clangent::frontend {

using namespace clang;

ir::ValueId Regions::flag(const std::string &name, bool value) {
  const ValueId place = b.local(b.module.types.boolType(), name);
  b.store(place, b.constantBool(value));
  return place;
}

void Regions::lowerRegion(ir::RegionId region, llvm::function_ref<void()> body) {
  const ir::RegionId outside = b.region();
  b.setRegion(region);
  body();
  b.setRegion(outside);
}

void Regions::branch(ValueId condition, llvm::function_ref<void()> whenTrue, llvm::function_ref<void()> whenFalse) {
  const ir::OpId op = b.ifOp(condition);
  lowerRegion(function[op].regions[0], whenTrue);
  lowerRegion(function[op].regions[1], whenFalse);
}

// The first condition that holds decides. Each is asked in the other arm of the one before it, eight deep; what is then
// undecided is asked behind that, in the next group of eight, so that depth does not grow with the number.
void Regions::alternatives(size_t count, llvm::function_ref<ValueId(size_t)> condition,
                           llvm::function_ref<void(size_t)> arm, llvm::function_ref<void()> otherwise) {
  const ValueId undecided = count > alternativesOfGroup ? flag("undecided", false) : ValueId();
  std::function<void(size_t)> ask = [&](size_t k) {
    const auto others = [&] {
      if (k + 1 == count)
        otherwise();
      else if ((k + 1) % alternativesOfGroup == 0)
        b.store(undecided, b.constantBool(true));
      else
        ask(k + 1);
    };
    branch(
        condition(k), [&] { arm(k); }, others);
  };
  ask(0);
  for (size_t k = alternativesOfGroup; k < count; k += alternativesOfGroup) {
    const auto group = [&] {
      b.store(undecided, b.constantBool(false));
      ask(k);
    };
    branch(b.load(undecided), group, [] {});
  }
}

ir::ValueId Regions::choose(ValueId condition, TypeId type, llvm::function_ref<ValueId()> whenTrue,
                            llvm::function_ref<ValueId()> whenFalse) {
  const ir::OpId op = b.ifOp(condition);
  const ir::RegionId then = function[op].regions[0], otherwise = function[op].regions[1];
  auto arm = [&](llvm::function_ref<ValueId()> value) {
    const ValueId v = value();
    // An arm that throws yields nothing that anyone sees.
    function[b.region()].yields = {v ? rooms.conversions.convert(v, type) : b.undef(type)};
  };
  lowerRegion(then, [&] { arm(whenTrue); });
  lowerRegion(otherwise, [&] { arm(whenFalse); });
  return b.addResult(op, type);
}

} // namespace clangent::frontend
