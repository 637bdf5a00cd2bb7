// The rooms of one function's lowering, for each other. Each is found by its noun, in the folder of its kind.
#ifndef CLANGENT_FRONTEND_CORE_ROOMS_H
#define CLANGENT_FRONTEND_CORE_ROOMS_H

namespace clangent::frontend {

class Calls;
class ClosedCalls;
class Conditions;
class Constants;
class Conversions;
class Declarations;
class Elements;
class Exits;
class Expressions;
class HeapMemory;
class InactiveCalls;
class Initialization;
class Labels;
class LibraryCalls;
class Lifetimes;
class Lists;
class Loops;
class MathCalls;
class MemoryCalls;
class Objects;
class OpaqueCalls;
class Operations;
class Operators;
class Parts;
class Places;
class Refusals;
class Regions;
class RuledFunctions;
class Statements;
class Switches;
class Values;
class Views;

struct Rooms {
  Refusals &refusals;

  Statements &statements;
  Declarations &declarations;
  Regions &regions;
  Exits &exits;
  Loops &loops;
  Switches &switches;
  Labels &labels;

  Expressions &expressions;
  Constants &constants;
  Places &places;
  Operators &operators;
  Conversions &conversions;
  Conditions &conditions;

  Initialization &initialization;
  Lifetimes &lifetimes;
  Objects &objects;
  Values &values;
  Operations &operations;
  Views &views;
  Parts &parts;
  Lists &lists;
  Elements &elements;
  HeapMemory &heapMemory;

  Calls &calls;
  OpaqueCalls &opaqueCalls;
  InactiveCalls &inactiveCalls;
  ClosedCalls &closedCalls;

  MathCalls &mathCalls;
  LibraryCalls &libraryCalls;
  MemoryCalls &memoryCalls;

  RuledFunctions &ruledFunctions;
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_ROOMS_H
