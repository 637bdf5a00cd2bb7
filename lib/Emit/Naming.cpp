// Wishes come from the user, or from what a value is computed by; collisions are numbered.
#include "Emit/Naming.h"

#include "Emit/Folding.h"
#include "Emit/UniqueNames.h"
#include "Emit/Words.h"
#include "IR/Members.h"
#include "IR/Spelling.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

namespace clangent::emit {

using namespace ir;

namespace {

class Namer {
public:
  explicit Namer(Plan &plan) : plan(plan), f(plan.function), names(plan) {}
  void run();

private:
  void name(Variable &variable);
  std::string wordOf(ValueId v) const;
  Role roleOf(ValueId v) const;
  std::string wordOfLoad(const Op &load) const;
  std::string wordOfPlace(const Op &place) const;
  std::string wordOfResult(const Op &op) const;
  void findStored();
  ValueId storageOf(ValueId place) const;
  std::string storedName(ValueId storage) const;
  std::string storageName(ValueId storage) const;
  bool isStorage(const Variable &variable) const;
  Role roleOfWord(const Op &op) const;
  bool makesAnAdjoint(const Op &op) const;
  bool isAccumulator(const Variable &variable, const std::string &wish) const;
  std::string leafName(ValueId v) const;
  ValueId ownerOf(ValueId pointer) const;
  const Field &fieldOf(const Op &field) const;
  std::string wordOfSize(const Op &distance) const;

  Plan &plan;
  const Function &f;
  UniqueNames names;
  std::map<uint32_t, ValueId> stored; // what is put into an array or a stack of the tape
};

// Operations whose result is a number, and is called after what it is a number of.
bool hasWordOfResult(Opcode code) {
  return !arithmeticWord(code).empty() || code == Opcode::Neg || code == Opcode::If || code == Opcode::Select ||
         code == Opcode::InPlace;
}

std::string sanitized(const std::string &name) {
  const std::string result = identifier(name);
  return !result.empty() && std::isdigit(static_cast<unsigned char>(result[0])) ? "v" + result : result;
}

std::string Namer::leafName(ValueId v) const {
  if (plan.variableOf[v.index] >= 0)
    return plan.nameOf(v);
  const Op *op = f.definingOp(v);
  if (op && op->code == Opcode::Global)
    return op->term.spelling.substr(op->term.spelling.rfind(':') + 1);
  if (op && op->code == Opcode::Constant && plan.module.types.isInt(f[v].type) && op->integer >= 0)
    return std::to_string(op->integer);
  return {};
}

// The object that gives the pointer away itself, where the text asks it each time: v for v.data().
ValueId Namer::ownerOf(ValueId pointer) const {
  const Op *field = plan.foldedOp(pointer) ? givenBy(plan.module.types, f, pointer) : nullptr;
  return field && plan.isFolded[field->results[0].index] ? field->operands[0] : pointer;
}

const Field &Namer::fieldOf(const Op &field) const { return ir::fieldOf(plan.module.types, f, field); }

// v_size for v.size(); empty if it is the distance between other things.
std::string Namer::wordOfSize(const Op &distance) const {
  const Op *load = distance.code == Opcode::PtrDiff ? f.definingOp(distance.operands[0]) : nullptr;
  const Op *field = load ? givenBy(plan.module.types, f, distance.operands[0]) : nullptr;
  if (!field || fieldOf(*field).length.empty())
    return {};
  const std::string whole = wordOfLoad(*load), part = "_" + wordOfField(fieldOf(*field)),
                    length = fieldOf(*field).length;
  return withoutEnding(whole, part) + "_" + length.substr(0, length.find('('));
}

// x_i for x[i], p_x for p->x.
std::string Namer::wordOfLoad(const Op &load) const {
  std::string suffix;
  ValueId place = load.operands[0];
  if (std::string name = storedName(storageOf(place)); !name.empty())
    return name;
  const Op *op = f.definingOp(place);
  for (; op && plan.isFolded[place.index] && isAddress(op->code); op = f.definingOp(place)) {
    std::string part;
    if (op->code == Opcode::Field)
      part = wordOfField(fieldOf(*op));
    else
      part = leafName(op->operands[1]);
    if (!part.empty())
      suffix = "_" + part + suffix;
    place = ownerOf(op->operands[0]);
  }
  std::string base = leafName(place);
  if (roleOf(place) == Role::Tape)
    base = withoutEnding(base, "_at");
  return base.empty() ? "value" : base + (suffix.empty() ? "_0" : suffix);
}

// A row of a matrix, in most programs.
std::string Namer::wordOfPlace(const Op &place) const {
  const Op *base = &place;
  ValueId pointer;
  while (base && isAddress(base->code)) {
    pointer = base->operands[0];
    base = plan.isFolded[pointer.index] ? f.definingOp(pointer) : nullptr;
  }
  std::string name = leafName(pointer);
  if (name.empty())
    return "place";
  if (place.code != Opcode::Field)
    return withPart(name, "_row", roleOf(pointer));
  return withPart(name, "_" + wordOfField(fieldOf(place)), roleOf(pointer));
}

// ---- Values on the tape are named after the values that are put there.

// The array that the place lies in, or the stack itself.
ValueId Namer::storageOf(ValueId place) const {
  const Op *op = f.definingOp(place);
  while (op && isAddress(op->code)) {
    place = op->operands[0];
    op = f.definingOp(place);
  }
  return op && (op->code == Opcode::TapeArray || op->code == Opcode::StackNew) ? place : ValueId();
}

void Namer::findStored() {
  for (OpId id : plan.layout.innerFirst()) {
    const Op &op = f[id];
    if (plan.isDead[id.index] || (op.code != Opcode::Store && op.code != Opcode::Push))
      continue;
    // What comes from the tape itself has its name from there, and two stacks might name each other.
    const Op *source = f.definingOp(op.operands[1]);
    bool isFromTape =
        source && (source->code == Opcode::Pop || source->code == Opcode::Load) && storageOf(source->operands[0]);
    if (ValueId storage = storageOf(op.operands[0]); storage && !isFromTape)
      stored.insert({storage.index, op.operands[1]});
  }
}

// Of arrays and stacks that record a value; shadows have names of their own.
std::string Namer::storedName(ValueId storage) const {
  if (!storage || stored.count(storage.index) == 0 || f[storage].role != Role::Tape)
    return {};
  ValueId value = stored.at(storage.index);
  if (plan.variableOf[value.index] >= 0 && !plan.nameOf(value).empty())
    return plan.nameOf(value);
  if (!f[value].name.empty())
    return f[value].name;
  const Op *op = f.definingOp(value);
  return op && op->code != Opcode::Constant ? wordOf(value) : std::string();
}

// x_at for a recorded x, also for elements of an array x.
std::string Namer::storageName(ValueId storage) const {
  std::string name = storedName(storage);
  if (name.empty())
    return name;
  ValueId value = stored.at(storage.index);
  const Op *load = f.definingOp(value);
  if (f[value].name.empty() && load && load->code == Opcode::Load) {
    ValueId place = load->operands[0];
    const Op *index = f.definingOp(place);
    while (index && plan.isFolded[place.index] && (index->code == Opcode::Index || index->code == Opcode::Element)) {
      place = index->operands[0];
      index = f.definingOp(place);
    }
    if (std::string array = leafName(place); !array.empty())
      name = array;
  }
  return name + (f.definingOp(storage)->code == Opcode::StackNew ? "_stack" : "_at");
}

bool Namer::isStorage(const Variable &variable) const { return !storedName(variable.members[0]).empty(); }

// Does the operation, of those whose result is named after it, make a number from an adjoint? Every contribution is the
// adjoint of an argument of some operation.
bool Namer::makesAnAdjoint(const Op &op) const {
  if (op.code == Opcode::InPlace)
    return true;
  if (!plan.module.types.isFloat(f[op.results[0]].type))
    return false;
  bool found = false;
  auto look = [&](ValueId leaf) { found = found || roleOf(leaf) == Role::Adjoint || isNamedAdjoint(f, leaf); };
  for (ValueId operand : op.operands)
    forEachLeaf(plan, operand, look);
  for (RegionId arm : op.regions)
    for (ValueId yield : f[arm].yields)
      forEachLeaf(plan, yield, look);
  return found;
}

// Of the result, by what its word is taken from.
Role Namer::roleOfWord(const Op &op) const {
  if (op.code != Opcode::Load && op.code != Opcode::Cast && !isAddress(op.code))
    return hasWordOfResult(op.code) && makesAnAdjoint(op) ? Role::Adjoint : Role::Primal;
  ValueId place = op.operands[0];
  for (const Op *inner = plan.foldedOp(place); inner && isAddress(inner->code); inner = plan.foldedOp(place))
    place = inner->operands[0];
  const Role role = roleOf(place);
  return role == Role::Tape ? Role::Primal : role; // what was recorded
}

// Of its variable, as far as that is named already.
Role Namer::roleOf(ValueId v) const { return plan.variableOf[v.index] >= 0 ? plan.variable(v).role : Role::Primal; }

// The sum in a register that a loop adds to an adjoint of the same name afterwards.
bool Namer::isAccumulator(const Variable &variable, const std::string &wish) const {
  if (variable.role != Role::Adjoint || !variable.isMutable)
    return false;
  return std::any_of(f.parameters.begin(), f.parameters.end(),
                     [&](const Parameter &parameter) { return plan.nameOf(parameter.value) == wish; });
}

std::string Namer::wordOfResult(const Op &op) const {
  if (makesAnAdjoint(op))
    return derivativeName("arg", Role::Adjoint);
  if (op.code == Opcode::If || op.code == Opcode::Select)
    return "chosen";
  const std::string word = arithmeticWord(op.code);
  return word.empty() ? "t" : word;
}

std::string Namer::wordOf(ValueId v) const {
  const Op *op = f.definingOp(v);
  if (!op)
    return "i";
  switch (op->code) {
  case Opcode::Load:
    return wordOfLoad(*op);
  case Opcode::Pop: {
    std::string name = storedName(op->operands[0]);
    return name.empty() ? "t" : name;
  }
  case Opcode::Mul:
  case Opcode::GuardedMul:
  case Opcode::Add:
  case Opcode::Sub:
  case Opcode::Div:
  case Opcode::Neg:
  case Opcode::If:
  case Opcode::Select:
  case Opcode::InPlace:
    return wordOfResult(*op);
  case Opcode::Compare:
    return comparisonNames[static_cast<int>(op->predicate)];
  case Opcode::Not:
    return "condition";
  case Opcode::Cast: {
    const Op *distance = plan.foldedOp(op->operands[0]);
    const std::string size = distance ? wordOfSize(*distance) : "";
    const std::string name = size.empty() ? leafName(op->operands[0]) : size;
    return name.empty() ? "converted" : name;
  }
  case Opcode::Math: {
    std::string function = mathInfo(op->function).spelling;
    std::string leaf = leafName(op->operands[0]);
    function = function.substr(function.rfind(':') + 1);
    return function + "_" + (leaf.empty() || !std::isalpha(static_cast<unsigned char>(leaf[0])) ? "value" : leaf);
  }
  case Opcode::Index:
  case Opcode::Field:
  case Opcode::Element:
    return wordOfPlace(*op);
  case Opcode::Local:
  case Opcode::Object:
    return "object";
  case Opcode::Allocate:
    return "memory";
  case Opcode::TapeArray:
    return "stored";
  case Opcode::StackNew:
    return "stack";
  case Opcode::Residual:
    return "residual";
  case Opcode::Trips: {
    std::string bound = leafName(op->operands[1]);
    return bound.empty() || !std::isalpha(static_cast<unsigned char>(bound[0])) ? "trips" : bound + "_trips";
  }
  case Opcode::Rule:
    return calledName(op->term);
  case Opcode::Call:
  case Opcode::Opaque:
    return "returned";
  case Opcode::PtrDiff: {
    const std::string size = wordOfSize(*op);
    return size.empty() ? "t" : size;
  }
  case Opcode::Constant:
  case Opcode::Undef:
  case Opcode::Rem:
  case Opcode::BitNot:
  case Opcode::BitAnd:
  case Opcode::BitOr:
  case Opcode::BitXor:
  case Opcode::Shl:
  case Opcode::Shr:
  case Opcode::Global:
  case Opcode::Store:
  case Opcode::Update:
  case Opcode::Release:
  case Opcode::For:
  case Opcode::While:
  case Opcode::Trap:
  case Opcode::Push:
    break;
  }
  return "t";
}

// After the name that most of the values have, the earliest one in a tie.
void Namer::name(Variable &variable) {
  std::map<std::string, size_t> counts;
  for (ValueId v : variable.members)
    ++counts[f[v].name];
  const ValueId first = variable.members[0];
  ValueId best = first;
  size_t votes = 0;
  for (ValueId v : variable.members) {
    const std::string &name = f[v].name;
    if (!name.empty() && counts[name] > votes) {
      best = v;
      votes = counts[name];
    }
  }
  variable.role = f[best].name.empty() ? Role::Primal : f[best].role;
  std::string wish = storageName(first);
  if (wish.empty()) {
    const Op *op = f.definingOp(first);
    wish = f[best].name;
    const bool isPart =
        op && op->code == Opcode::Load && !wish.empty() && wish[0] == '_'; // of an object without a name
    if (wish.empty() || isPart) {
      wish = wordOf(first);
      variable.role = op ? roleOfWord(*op) : Role::Primal;
    }
  }
  wish = sanitized(wish);
  if (isAccumulator(variable, wish)) {
    wish = withoutEnding(wish, derivativeEnding(variable.role)) + "_acc";
    variable.role = Role::Primal; // the number is on the way to the adjoint of that name
  }
  variable.name = names.unique(wish, variable.scope);
}

void Namer::run() {
  findStored();
  for (const Parameter &parameter : f.parameters) {
    Variable &variable = plan.variables[plan.variableOf[parameter.value.index]];
    variable.name = names.unique(parameter.name.empty() ? "unused" : sanitized(parameter.name), f.body);
    variable.role = f[parameter.value].role;
  }
  size_t first = f.resultSpelling == "void" || f.resultSpelling.empty() ? 0 : 1;
  for (size_t k = first; f.resultKind == ResultKind::Multiple && k < f[f.body].yields.size(); ++k)
    plan.outputs.push_back(names.unique("result_" + std::to_string(k), f.body));
  if (plan.ownsTape)
    plan.tape = names.unique("tape", f.body);
  // Arrays and stacks last, when the values that they hold have names.
  std::vector<std::tuple<bool, int, size_t>> order;
  for (size_t i = 0; i < plan.variables.size(); ++i) {
    const Variable &variable = plan.variables[i];
    if (variable.isParameter)
      continue;
    int position = variable.declaredAt ? plan.layout.begin(variable.declaredAt).position
                                       : plan.layout.start(variable.scope).position;
    order.push_back({isStorage(variable), position, i});
  }
  std::sort(order.begin(), order.end());
  for (auto [isLast, position, i] : order)
    name(plan.variables[i]);
}

} // namespace

void nameVariables(Plan &plan) { Namer(plan).run(); }

} // namespace clangent::emit
