// Wishes come from the user, or from what a value is computed by; collisions are numbered.
#include "Emit/Naming.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace clangent::emit {

using namespace ir;

namespace {

const char *const keywords[] = {
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
    "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed",
    "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw",
    "true", "try", "typedef", "typeid", "typename", "typeof", "union", "unsigned", "using", "virtual", "void",
    "volatile", "wchar_t", "while", "xor", "xor_eq",
    // Names that the text itself uses, and macros of common systems.
    "std", "clangent", "linux", "unix", "NULL", "errno", "assert", "stdin", "stdout", "stderr"};

class Namer {
public:
  explicit Namer(Plan &plan) : plan(plan), f(plan.function) {}
  void run();

private:
  void reserve(const std::string &text);
  void reserveWhatTheTextNames();
  std::string wish(const Variable &variable) const;
  std::string role(ValueId v) const;
  std::string roleOfLoad(const Op &load) const;
  std::string leafName(ValueId v) const;
  std::string unique(const std::string &wish, RegionId scope);
  bool isTaken(const std::string &name, RegionId scope) const;
  bool visibleTogether(RegionId a, RegionId b) const { return sees(a, b) || sees(b, a); }
  bool sees(RegionId inner, RegionId outer) const;

  Plan &plan;
  const Function &f;
  std::map<std::string, std::vector<RegionId>> taken;
};

bool isIdentifier(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::string sanitized(const std::string &name) {
  std::string result;
  for (char c : name)
    result += isIdentifier(c) ? c : '_';
  if (!result.empty() && std::isdigit(static_cast<unsigned char>(result[0])))
    result = "v" + result;
  return result;
}

// Every identifier of a piece of C++, string literals excepted.
void Namer::reserve(const std::string &text) {
  bool quoted = false;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\'))
      quoted = !quoted;
    if (quoted || !isIdentifier(text[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && isIdentifier(text[end]))
      ++end;
    plan.reserved.insert(text.substr(i, end - i));
    i = end;
  }
}

void Namer::reserveWhatTheTextNames() {
  plan.reserved.insert(std::begin(keywords), std::end(keywords));
  plan.reserved.insert(plan.options.reservedNames.begin(), plan.options.reservedNames.end());
  reserve(f.name);
  reserve(f.resultSpelling);
  for (const Parameter &parameter : f.parameters)
    reserve(parameter.spelling);
  for (const Op &op : f.ops) {
    if (op.code == Opcode::Opaque || op.code == Opcode::Trap ||
        (op.code == Opcode::Global && plan.module.types[f[op.results[0]].type].kind != TypeKind::Opaque))
      reserve(op.text);
    if (op.code == Opcode::Call)
      reserve(plan.module[op.callee].qualifiedName + " " + plan.module[op.callee].name);
  }
  for (const Value &value : f.values)
    for (TypeId t = value.type; t; t = plan.module.types[t].element)
      reserve(plan.module.types[t].spelling);
}

bool Namer::sees(RegionId inner, RegionId outer) const {
  if (f.encloses(outer, inner))
    return true;
  OpId parent = f[outer].parent; // the condition's values of a While are visible in its body
  return parent && f[parent].code == Opcode::While && f[parent].regions[0] == outer &&
         f.encloses(f[parent].regions[1], inner);
}

bool Namer::isTaken(const std::string &name, RegionId scope) const {
  if (plan.reserved.count(name))
    return true;
  auto found = taken.find(name);
  return found != taken.end() && std::any_of(found->second.begin(), found->second.end(),
                                             [&](RegionId other) { return visibleTogether(scope, other); });
}

std::string Namer::unique(const std::string &wish, RegionId scope) {
  std::string name = wish;
  for (unsigned n = 1; isTaken(name, scope); ++n)
    name = wish + "_" + std::to_string(n);
  taken[name].push_back(scope);
  return name;
}

std::string Namer::leafName(ValueId v) const {
  if (plan.variableOf[v.index] >= 0)
    return plan.nameOf(v);
  const Op *op = f.definingOp(v);
  if (op && op->code == Opcode::Global)
    return op->text.substr(op->text.rfind(':') + 1);
  if (op && op->code == Opcode::Constant && plan.module.types.isInt(f[v].type) && op->integer >= 0)
    return std::to_string(op->integer);
  return {};
}

// x_i for x[i], p_x for p->x.
std::string Namer::roleOfLoad(const Op &load) const {
  std::string suffix;
  ValueId place = load.operands[0];
  const Op *op = f.definingOp(place);
  for (; op && plan.isFolded[place.index] && isAddress(op->code); op = f.definingOp(place)) {
    std::string part;
    if (op->code == Opcode::Field)
      part = plan.module.types[plan.module.types.pointee(f[op->operands[0]].type)].fields[op->integer].name;
    else
      part = leafName(op->operands[1]);
    if (!part.empty())
      suffix = "_" + part + suffix;
    place = op->operands[0];
  }
  std::string base = leafName(place);
  if (base.size() > 3 && base.compare(base.size() - 3, 3, "_at") == 0)
    base.resize(base.size() - 3);
  return base.empty() ? "value" : base + (suffix.empty() ? "_0" : suffix);
}

std::string Namer::role(ValueId v) const {
  const Op *op = f.definingOp(v);
  if (!op)
    return "i";
  switch (op->code) {
  case Opcode::Load:
    return roleOfLoad(*op);
  case Opcode::Mul:
  case Opcode::GuardedMul:
    return "product";
  case Opcode::Add:
    return "sum";
  case Opcode::Sub:
    return "difference";
  case Opcode::Div:
    return "quotient";
  case Opcode::Compare:
  case Opcode::Not:
    return "condition";
  case Opcode::Cast: {
    std::string name = leafName(op->operands[0]);
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
    return "place";
  case Opcode::Local:
    return "object";
  case Opcode::TapeArray:
    return "stored";
  case Opcode::StackNew:
    return "stack";
  case Opcode::Residual:
    return "residual";
  case Opcode::Trips:
    return "trips";
  case Opcode::If:
  case Opcode::Select:
    return "chosen";
  case Opcode::Call:
  case Opcode::Opaque:
    return "returned";
  default:
    return "t";
  }
}

// The name that most of the values have, the earliest one in a tie.
std::string Namer::wish(const Variable &variable) const {
  std::string best;
  size_t votes = 0;
  for (ValueId v : variable.members) {
    const std::string &name = f[v].name;
    size_t count = std::count_if(variable.members.begin(), variable.members.end(),
                                 [&](ValueId other) { return f[other].name == name; });
    if (!name.empty() && count > votes) {
      best = name;
      votes = count;
    }
  }
  return sanitized(best.empty() ? role(variable.members[0]) : best);
}

void Namer::run() {
  reserveWhatTheTextNames();
  for (const Parameter &parameter : f.parameters) {
    Variable &variable = plan.variables[plan.variableOf[parameter.value.index]];
    variable.name = unique(parameter.name.empty() ? "unused" : sanitized(parameter.name), f.body);
  }
  size_t first = f.resultSpelling == "void" || f.resultSpelling.empty() ? 0 : 1;
  for (size_t k = first; f.resultKind == ResultKind::Multiple && k < f[f.body].yields.size(); ++k)
    plan.outputs.push_back(unique("result_" + std::to_string(k), f.body));
  if (plan.ownsTape)
    plan.tape = unique("tape", f.body);
  std::vector<std::pair<int, size_t>> order;
  for (size_t i = 0; i < plan.variables.size(); ++i) {
    const Variable &variable = plan.variables[i];
    if (variable.isParameter)
      continue;
    int position = variable.declaredAt ? plan.layout.begin(variable.declaredAt).position
                                       : plan.layout.start(variable.scope).position;
    order.push_back({position, i});
  }
  std::sort(order.begin(), order.end());
  for (auto [position, i] : order)
    plan.variables[i].name = unique(wish(plan.variables[i]), plan.variables[i].scope);
}

} // namespace

void nameVariables(Plan &plan) { Namer(plan).run(); }

} // namespace clangent::emit
