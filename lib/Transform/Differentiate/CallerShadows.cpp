#include "Transform/Differentiate/CallerShadows.h"
#include "IR/Spelling.h"
#include "Transform/Differentiate/OwnedMemory.h"
#include "Transform/Differentiate/Signature.h"

namespace clangent::transform {

using namespace ir;

CallerShadows::CallerShadows(Module &module, const DerivativeKey &key, Function &f, const analysis::Activity &activity,
                             bool isAskedFor)
    : module(module), key(key), f(f), isAskedFor(isAskedFor), given(key.active.size()), own(key.active.size()),
      entry(key.active.size()), changes(key.active.size()) {
  size_t next = key.active.size() + (key.mode == Mode::Adjoint && hasResultShadow(module, f) ? 1 : 0);
  for (size_t i = 0; i < key.active.size(); ++i) {
    if (!key.active[i])
      continue;
    given[i] = f.parameters[next++].value;
    changes[i] = isAskedFor && activity.isRestructured(static_cast<unsigned>(i));
  }
}

// Is it known what lies there? Of a pointer it is not known how much does.
bool CallerShadows::hasPlace(size_t parameter) const {
  return given[parameter] && module.types.isPointer(f[given[parameter]].type) &&
         f.parameters[parameter].kind != ParameterKind::Value;
}

void CallerShadows::open() {
  if (!isAskedFor)
    return;
  const std::vector<OpId> body = std::move(f[f.body].ops);
  f[f.body].ops.clear();
  Builder b(module, f, f.body);
  for (size_t i = 0; i < given.size(); ++i) {
    if (!hasPlace(i))
      continue;
    const ValueId parameter = f.parameters[i].value;
    if (!changes[i] || key.mode == Mode::Tangent)
      checkSizes(b, parameter, given[i], derivativeName(f.parameters[i].name, role()));
    if (changes[i])
      make(b, i);
  }
  f[f.body].ops.insert(f[f.body].ops.end(), body.begin(), body.end());
}

void CallerShadows::make(Builder &b, size_t i) {
  const ValueId parameter = f.parameters[i].value;
  const TypeId type = module.types.pointee(f[parameter].type);
  expectApart(b, i);
  own[i] = b.local(type, derivativeName("own_" + f.parameters[i].name, role()), true);
  f[own[i]].role = role();
  makeShadow(b, parameter, own[i], derivativeName(f.parameters[i].name, role()));
  if (key.mode == Mode::Tangent) {
    forEachNumber(b, own[i], given[i], {[&](ValueId dot, ValueId from) { b.store(dot, b.load(from)); }, {}});
  } else {
    entry[i] = b.local(type, "entry_" + f.parameters[i].name, true);
    keepStructure(b, own[i], entry[i]);
  }
}

// The bar of a container is known by the container's name. What is part of one that has a shadow of its own would have
// two.
void CallerShadows::expectApart(Builder &b, size_t i) const {
  const ValueId object = f.parameters[i].value;
  const auto expect = [&](ValueId part, const std::string &name, ValueId first, ValueId last,
                          const std::string &whole) {
    b.opaque(Term::call("::clangent::detail::expect_apart",
                        {Term::operand(0), Term::operand(1), Term::operand(2), Term::name("\"" + name + "\""),
                         Term::name("\"" + whole + "\"")}),
             {part, first, last}, TypeId());
  };
  for (size_t k = 0; k < given.size(); ++k) {
    const ValueId other = f.parameters[k].value;
    if (k == i || !given[k] || !module.types.isPointer(f[other].type) || (changes[k] && k < i))
      continue;
    const std::string name = f.parameters[i].name, otherName = f.parameters[k].name;
    const ValueId one = b.constantInt(module.types.sizeType(), 1);
    expect(other, otherName, object, b.index(object, one), name);
    forEachBlock(b, object, [&](ValueId first, ValueId limit) { expect(other, otherName, first, limit, name); });
    if (!hasPlace(k))
      continue;
    expect(object, name, other, b.index(other, one), otherName);
    forEachBlock(b, other, [&](ValueId first, ValueId limit) { expect(object, name, first, limit, otherName); });
  }
}

void CallerShadows::seed(Builder &b) const {
  for (size_t i = 0; i < given.size(); ++i) {
    const bool isZero = i < key.unseeded.size() && key.unseeded[i];
    if (!own[i] || isZero)
      continue;
    checkSizes(b, own[i], given[i], derivativeName(f.parameters[i].name, role()));
    forEachNumber(b, own[i], given[i], {[&](ValueId bar, ValueId from) { b.update(bar, b.load(from)); }, {}});
  }
}

void CallerShadows::giveBack(Builder &b) const {
  for (size_t i = 0; i < given.size(); ++i)
    if (own[i] && key.mode == Mode::Tangent)
      copyNumbers(b, own[i], given[i]);
    else if (own[i])
      copyNumbers(b, own[i], entry[i], given[i]);
}

} // namespace clangent::transform
