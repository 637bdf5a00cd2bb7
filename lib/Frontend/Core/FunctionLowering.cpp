// All rooms of one function's lowering.
#include "Frontend/Core/FunctionLowering.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/InactiveCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Control/Declarations.h"
#include "Frontend/Control/Exits.h"
#include "Frontend/Control/Labels.h"
#include "Frontend/Control/Loops.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Control/Statements.h"
#include "Frontend/Control/Switches.h"
#include "Frontend/Core/Frame.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conditions.h"
#include "Frontend/Expressions/Constants.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Operators.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Library/LibraryCalls.h"
#include "Frontend/Library/MathCalls.h"
#include "Frontend/Library/MemoryCalls.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/HeapMemory.h"
#include "Frontend/Objects/Initialization.h"
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Objects/Lists.h"
#include "Frontend/Objects/Objects.h"
#include "Frontend/Objects/Operations.h"
#include "Frontend/Objects/Parts.h"
#include "Frontend/Objects/Values.h"
#include "Frontend/Objects/Views.h"
#include "Frontend/Rules/RuledFunctions.h"

namespace clangent::frontend {

namespace {

struct AllRooms {
  AllRooms(LoweringContext &context, const clang::FunctionDecl *decl, ir::FunctionId id) : state(context, decl, id) {}

  FunctionState state;
  Rooms rooms{refusals,       statements,   declarations, regions,       exits,       loops,         switches,
              labels,         expressions,  constants,    places,        operators,   conversions,   conditions,
              initialization, lifetimes,    objects,      values,        operations,  views,         parts,
              lists,          elements,     heapMemory,   calls,         opaqueCalls, inactiveCalls, closedCalls,
              mathCalls,      libraryCalls, memoryCalls,  ruledFunctions};
  Refusals refusals{state, rooms};
  Frame frame{state, rooms};
  Statements statements{state, rooms};
  Declarations declarations{state, rooms};
  Regions regions{state, rooms};
  Exits exits{state, rooms};
  Loops loops{state, rooms};
  Switches switches{state, rooms};
  Labels labels{state, rooms};
  Expressions expressions{state, rooms};
  Constants constants{state, rooms};
  Places places{state, rooms};
  Operators operators{state, rooms};
  Conversions conversions{state, rooms};
  Conditions conditions{state, rooms};
  Initialization initialization{state, rooms};
  Lifetimes lifetimes{state, rooms};
  Objects objects{state, rooms};
  Values values{state, rooms};
  Operations operations{state, rooms};
  Views views{state, rooms};
  Parts parts{state, rooms};
  Lists lists{state, rooms};
  Elements elements{state, rooms};
  HeapMemory heapMemory{state, rooms};
  Calls calls{state, rooms};
  OpaqueCalls opaqueCalls{state, rooms};
  InactiveCalls inactiveCalls{state, rooms};
  ClosedCalls closedCalls{state, rooms};
  MathCalls mathCalls{state, rooms};
  LibraryCalls libraryCalls{state, rooms};
  MemoryCalls memoryCalls{state, rooms};
  RuledFunctions ruledFunctions{state, rooms};
};

} // namespace

bool lowerFunction(LoweringContext &context, const clang::FunctionDecl *decl, ir::FunctionId id) {
  return AllRooms(context, decl, id).frame.run();
}

} // namespace clangent::frontend
