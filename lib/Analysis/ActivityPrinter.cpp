#include "Analysis/ActivityPrinter.h"
#include "IR/Printer.h"

namespace clangent::analysis {

using namespace ir;

namespace {

const char *kindName(Object::Kind kind) {
  switch (kind) {
  case Object::Kind::Local:
    return "local object";
  case Object::Kind::Global:
    return "global";
  case Object::Kind::Parameter:
    return "memory of parameter";
  case Object::Kind::Tape:
    return "tape array";
  case Object::Kind::Heap:
    return "allocated memory";
  case Object::Kind::External:
    return "unknown memory of";
  case Object::Kind::Closed:
    return "what is not looked into of";
  }
  return "";
}

// Real results with a name, in the order of execution; constants are left out.
void printValues(const Module &module, const Function &f, RegionId region, const Activity &activity,
                 std::string &text) {
  for (OpId id : f[region].ops) {
    for (RegionId inner : f[id].regions)
      printValues(module, f, inner, activity, text);
    for (ValueId v : f[id].results)
      if (!f[v].name.empty() && module.types.isReal(f[v].type) && f[id].code != Opcode::Constant)
        text += "  value " + f[v].name + ": " + (activity.isActive(v) ? "active" : "inactive") + "\n";
  }
}

} // namespace

std::string print(const Module &module, const Function &f, const Memory &memory, const Activity &activity) {
  std::string text = "activity of " + f.name + "\n";
  for (const Parameter &parameter : f.parameters)
    if (module.types.isReal(f[parameter.value].type))
      text += "  parameter " + parameter.name + ": " + (activity.isActive(parameter.value) ? "active" : "inactive") + "\n";
  for (unsigned o = 0; o < memory.objects().size(); ++o) {
    const Object &object = memory.objects()[o];
    text += std::string("  ") + kindName(object.kind) + " " + f[object.origin].name + ": " +
            (activity.isObjectActive(o) ? "active" : "inactive") + "\n";
  }
  printValues(module, f, f.body, activity, text);
  return text + print(module, f);
}

} // namespace clangent::analysis
