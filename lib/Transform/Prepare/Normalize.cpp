#include "Transform/Prepare/Normalize.h"
#include "IR/Bases.h"
#include "IR/Builder.h"
#include "IR/Members.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// Does this cast do nothing but add or remove const?
bool isConstCast(const Module &module, const Function &f, const Op &op) {
  if (op.code != Opcode::Cast)
    return false;
  TypeId from = f[op.operands[0]].type, to = f[op.results[0]].type;
  return module.types.isPointer(from) && module.types.isPointer(to) &&
         module.types.pointee(from) == module.types.pointee(to);
}

class Normalizer {
public:
  Normalizer(Module &module, Function &function) : module(module), f(function) {}

  void run(RegionId r) {
    for (size_t i = 0; i < f[r].ops.size(); ++i) {
      OpId id = f[r].ops[i];
      rewrite(id, i);
      for (size_t k = 0; k < f[id].regions.size(); ++k)
        run(f[id].regions[k]);
    }
  }

private:
  // What may be written stays what may be written.
  ValueId withoutConstCast(ValueId p) const {
    const bool toConst = module.types[f[p].type].toConst;
    ValueId found = p;
    for (const Op *op = f.definingOp(p); op && isConstCast(module, f, *op); op = f.definingOp(op->operands[0]))
      if (toConst || !module.types[f[op->operands[0]].type].toConst)
        found = op->operands[0];
    return found;
  }

  void rewrite(OpId id, size_t position) {
    Op &op = f[id];
    if (op.code == Opcode::PtrDiff || op.code == Opcode::Compare)
      return compareWithoutConst(op);
    if (op.code == Opcode::Cast)
      return foldRoundTrip(op);
    if (!isAccess(op.code) && !isAddress(op.code))
      return;
    if (op.code == Opcode::Index)
      foldIndex(op);
    op.operands[0] = withoutConstCast(op.operands[0]);
    if (op.code == Opcode::Field)
      foldBase(op);
    if (isAddress(op.code) || isGiven(op))
      retype(id, position);
  }

  // Where two pointers point does not depend on what may be done there.
  void compareWithoutConst(Op &op) const {
    const auto bare = [&](ValueId p) {
      for (const Op *cast = f.definingOp(p); cast && isConstCast(module, f, *cast); cast = f.definingOp(p))
        p = cast->operands[0];
      return p;
    };
    const ValueId a = bare(op.operands[0]), b = bare(op.operands[1]);
    if (f[a].type == f[b].type)
      op.operands = {a, b};
    if (op.code == Opcode::Compare && areTwoObjects(a, b) &&
        (op.predicate == Predicate::Eq || op.predicate == Predicate::Ne)) {
      op.code = Opcode::Constant;
      op.integer = op.predicate == Predicate::Ne;
      op.operands.clear();
    }
  }

  // A variable is at another place than all others.
  bool areTwoObjects(ValueId a, ValueId b) const {
    const auto isVariable = [&](ValueId v) {
      const Op *op = f.definingOp(v);
      return op && op->code == Opcode::Local;
    };
    const auto isParameter = [&](ValueId v) {
      return std::any_of(f.parameters.begin(), f.parameters.end(), [&](const Parameter &p) { return p.value == v; });
    };
    return a != b && ((isVariable(a) && (isVariable(b) || isParameter(b))) || (isVariable(b) && isParameter(a)));
  }

  // Is it a pointer that an object gives away itself? A constant object gives pointers to what is constant.
  bool isGiven(const Op &op) const {
    const Op *field = op.code == Opcode::Load ? readField(module.types, f, op.operands[0]) : nullptr;
    return field && isDeeplyConst(fieldOf(module.types, f, *field));
  }

  // (&(*p)[0])[i] is (*p)[i], but for numbers that run beyond the array: there it is a row of a matrix, or a member.
  void foldIndex(Op &op) {
    const Op *base = f.definingOp(withoutConstCast(op.operands[0]));
    if (!base || base->code != Opcode::Element || !isZeroConstant(f, base->operands[1]))
      return;
    const ValueId array = withoutConstCast(base->operands[0]);
    const Op *whole = f.definingOp(array), *index = f.definingOp(op.operands[1]);
    const bool isObject = !whole || whole->code == Opcode::Local || whole->code == Opcode::Global;
    const bool isConstant = index && index->code == Opcode::Constant;
    const bool isInside =
        isConstant && index->integer >= 0 &&
        static_cast<uint64_t>(index->integer) < module.types[module.types.pointee(f[array].type)].count;
    if (!isInside && (!isObject || isConstant))
      return;
    op.code = Opcode::Element;
    op.operands[0] = base->operands[0];
  }

  // A member of a base is a member of the object.
  void foldBase(Op &op) const {
    for (const Op *cast = f.definingOp(op.operands[0]); cast && cast->code == Opcode::Cast;
         cast = f.definingOp(op.operands[0])) {
      const ValueId object = throughEmptyBases(cast->operands[0]);
      const TypeId from = f[object].type, to = f[op.operands[0]].type;
      if (!module.types.isPointer(from))
        return;
      const std::optional<unsigned> first =
          module.types.pointee(from) == module.types.pointee(to)
              ? std::optional<unsigned>(0)
              : firstFieldOfBase(module.types, module.types.pointee(from), module.types.pointee(to));
      if (!first)
        return;
      op.field += *first;
      op.operands[0] = withoutConstCast(object);
    }
  }

  // The object that is handed on as an empty base of its class, which is taken for the object again.
  ValueId throughEmptyBases(ValueId p) const {
    const auto isEmpty = [&](ValueId v) {
      const TypeId type = f[v].type;
      return module.types.isPointer(type) && module.types[module.types.pointee(type)].kind == TypeKind::Struct &&
             module.types[module.types.pointee(type)].fields.empty();
    };
    for (const Op *cast = f.definingOp(p); isEmpty(p) && cast && cast->code == Opcode::Cast; cast = f.definingOp(p))
      p = cast->operands[0];
    return p;
  }

  // From an object to one of its bases and back is the object. A class may be a base twice, so that from it to what is
  // derived from it and back may lead elsewhere.
  void foldRoundTrip(Op &op) const {
    const TypeId to = f[op.results[0]].type;
    if (!module.types.isPointer(to))
      return;
    const TypeId object = module.types.pointee(to);
    ValueId p = op.operands[0];
    for (const Op *cast = f.definingOp(p); cast && cast->code == Opcode::Cast; cast = f.definingOp(p)) {
      const ValueId from = cast->operands[0];
      if (!module.types.isPointer(f[from].type))
        return;
      const TypeId between = module.types.pointee(f[p].type);
      if (module.types.pointee(f[from].type) == object && between != object &&
          !firstFieldOfBase(module.types, between, object)) {
        op.operands[0] = from;
        return;
      }
      p = from;
    }
  }

  // The result's const follows the base's. Calls and whoever else wants another one get it by a cast.
  void retype(OpId id, size_t position) {
    const Op op = f[id];
    const Type base = module.types[f[op.operands[0]].type];
    TypeId target;
    if (op.code == Opcode::Load)
      target = module.types.pointee(base.element);
    else if (op.code == Opcode::Index)
      target = base.element;
    else if (op.code == Opcode::Element)
      target = module.types[base.element].element;
    else
      target = fieldOf(module.types, f, op).type;
    const TypeId type = module.types.pointer(target, base.toConst);
    const ValueId wanted = op.results[0];
    if (f[wanted].type == type)
      return;
    const ValueId address(f.values.size());
    f.values.push_back({type, id, op.parent, f[wanted].name});
    f[id].results[0] = address;
    Builder b(module, f, op.parent);
    b.setRegion(op.parent, position + 1);
    b.setStatement(op.statement, op.at);
    const OpId cast = b.make(Opcode::Cast, {address});
    f[cast].results = {wanted};
    f[wanted].definition = cast;
  }

  Module &module;
  Function &f;
};

} // namespace

namespace {

// Casts that nobody uses any more would keep objects whole.
void dropDeadCasts(Function &f, RegionId r, const Uses &uses) {
  auto isDead = [&](OpId id) { return f[id].code == Opcode::Cast && uses.of(f[id].results[0]).empty(); };
  auto &ops = f[r].ops;
  ops.erase(std::remove_if(ops.begin(), ops.end(), isDead), ops.end());
  for (OpId id : ops)
    for (RegionId inner : f[id].regions)
      dropDeadCasts(f, inner, uses);
}

} // namespace

void normalizeAddresses(Module &module, Function &function) {
  Normalizer(module, function).run(function.body);
  dropDeadCasts(function, function.body, Uses(function));
}

} // namespace clangent::transform
