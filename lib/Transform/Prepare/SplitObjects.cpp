#include "Transform/Prepare/SplitObjects.h"
#include "IR/Builder.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>
#include <map>

namespace clangent::transform {

using namespace ir;

namespace {

constexpr uint64_t largestSplitArray = 32;

class Splitter {
public:
  Splitter(Module &module, Function &function) : module(module), f(function) {}

  // One level of nesting at a time; returns whether anything was split.
  bool runOnce() {
    Uses uses(f);
    std::vector<OpId> work;
    forEachOp(f, f.body, [&](OpId id) {
      if (f[id].code == Opcode::Local && canSplit(f[id].results[0], uses))
        work.push_back(id);
    });
    for (OpId id : work)
      split(id, uses);
    return !work.empty();
  }

private:
  std::optional<int64_t> constantIndex(ValueId v) const {
    const Op *op = f.definingOp(v);
    if (!op || op->code != Opcode::Constant)
      return std::nullopt;
    return op->integer;
  }

  bool canSplit(ValueId object, const Uses &uses) const {
    const Type &type = module.types[module.types.pointee(f[object].type)];
    if (type.kind != TypeKind::Struct && (type.kind != TypeKind::Array || type.count > largestSplitArray))
      return false;
    if (type.kind == TypeKind::Struct && type.fields.empty())
      return false;
    for (const Use &use : uses.of(object)) {
      if (!use.op)
        return false;
      const Op &op = f[use.op];
      const bool isStruct = type.kind == TypeKind::Struct;
      if (isStruct ? op.code != Opcode::Field : !isFixedElement(op, use.operand))
        return false;
      // No program goes from one capture of a closure to the next: its parts may be handed on.
      if (type.form != Form::Closure && !isClosed(op.results[0]) && !staysInside(op.results[0], uses, isStruct))
        return false;
    }
    return true;
  }

  // Code of a class that is not looked into gets no hold of what lies beside its object.
  bool isClosed(ValueId address) const {
    TypeId part = module.types.pointee(f[address].type);
    while (module.types[part].kind == TypeKind::Array)
      part = module.types[part].element;
    return module.types[part].kind == TypeKind::Opaque;
  }

  // An element with a constant number that the array has.
  bool isFixedElement(const Op &op, unsigned operand) const {
    if (op.code != Opcode::Element || operand != 0)
      return false;
    const std::optional<int64_t> i = constantIndex(op.operands[1]);
    return i && *i >= 0 && static_cast<uint64_t>(*i) < module.types[module.types.pointee(f[op.operands[0]].type)].count;
  }

  // Is the address used for what lies there only? Pointers lead to its neighbours: programs go from one member to the
  // next, (&x)[i]. So do numbers of elements that run beyond a row; those of a member (`isMember`) are taken to stay in
  // it.
  bool staysInside(ValueId address, const Uses &uses, bool isMember) const {
    for (const Use &use : uses.of(address)) {
      if (!use.op || use.operand != 0)
        return false;
      const Op &op = f[use.op];
      if (isAccess(op.code))
        continue;
      const bool isPart =
          op.code == Opcode::Field || (op.code == Opcode::Element && (isMember || isFixedElement(op, use.operand)));
      if (!isPart || (!isClosed(op.results[0]) && !staysInside(op.results[0], uses, isMember)))
        return false;
    }
    return true;
  }

  // Replaces the object's parts, and every address of a part by the part itself.
  void split(OpId id, const Uses &uses) {
    ValueId object = f[id].results[0];
    const Type type = module.types[module.types.pointee(f[object].type)];
    RegionId region = f[id].parent;
    auto &ops = f[region].ops;
    size_t position = static_cast<size_t>(std::find(ops.begin(), ops.end(), id) - ops.begin());
    Builder b(module, f, region);
    b.setRegion(region, position);
    b.setStatement(f[id].statement, f[id].at);
    bool zeroed = f[id].isZeroed;
    std::map<int64_t, ValueId> parts;
    for (const Use &use : uses.of(object)) {
      OpId address = use.op;
      int64_t number = type.kind == TypeKind::Struct ? f[address].field : *constantIndex(f[address].operands[1]);
      auto found = parts.find(number);
      if (found == parts.end()) {
        TypeId part = type.kind == TypeKind::Struct ? type.fields[static_cast<size_t>(number)].type : type.element;
        std::string suffix = type.kind == TypeKind::Struct ? wordOfField(type.fields[static_cast<size_t>(number)])
                                                           : std::to_string(number);
        const bool isNameless = f[object].name.empty() && type.kind == TypeKind::Struct;
        const std::string name = isNameless                 ? suffix
                                 : isElements(type, number) ? f[object].name
                                                            : f[object].name + "_" + suffix;
        found = parts.emplace(number, b.local(part, name, zeroed)).first;
      }
      replaceUses(f, uses, f[address].results[0], found->second);
      erase(address);
    }
    erase(id);
  }

  // Is it where the elements of a container lie, which bear its name?
  static bool isElements(const Type &type, int64_t number) {
    if (type.kind != TypeKind::Struct)
      return false;
    const Field &field = type.fields[static_cast<size_t>(number)];
    return !field.reader.empty() && field.length.empty();
  }

  void erase(OpId id) {
    auto &ops = f[f[id].parent].ops;
    ops.erase(std::find(ops.begin(), ops.end(), id));
  }

  Module &module;
  Function &f;
};

} // namespace

void splitObjects(Module &module, Function &function) {
  while (Splitter(module, function).runOnce()) {
  }
}

} // namespace clangent::transform
