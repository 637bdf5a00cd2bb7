// Elements of lists as objects, which are copies: what is written to one is written to its list.
#ifndef CLANGENT_FRONTEND_OBJECTS_ELEMENTS_H
#define CLANGENT_FRONTEND_OBJECTS_ELEMENTS_H

#include "Frontend/Core/Room.h"

#include <map>
#include <optional>
#include <set>

namespace clangent::frontend {

class Elements : public Room {
public:
  struct ElementPart {
    ValueId copy;                // the element's object, a key of `elements`
    std::vector<ir::OpId> steps; // from there to the part
  };

  using Room::Room;

  // An object for the element, which is a copy.
  ValueId elementPlace(ValueId list, ValueId index, bool isChecked = false);
  // Is the object an element, or a part of one?
  std::optional<ElementPart> elementPart(ValueId place) const;
  // The object as the list has it now.
  ValueId refreshed(ValueId place);
  // Does the expression name an element of a list, or a part of one?
  bool namesElement(const Expr *e);
  // *place = v; if that is an element, its list changes.
  void write(ValueId place, ValueId v);
  // Could an element be written to unnoticed through the place?
  bool refusesWrite(ValueId place);
  // As an argument that a callee may write to.
  ValueId lend(ValueId place, TypeId to);
  // The call, after which lists have what it wrote to their elements. Nothing if it was refused.
  std::optional<ir::OpId> callWithElements(ir::FunctionId callee, std::vector<ValueId> operands,
                                           std::vector<TypeId> results, const Expr *e);
  // At the end: copies whose address was kept do not see what is written to the list later.
  void refuseKeptElements();
  // One of several places, at least one of which is an element, that was chosen at run time.
  void addChosen(ValueId place) { elements[place] = {}; }

private:
  struct Element {
    ValueId list; // its place; none if the element was chosen at run time
    ValueId index;
    bool isChecked = false; // by at()
  };
  struct Sameness {
    bool isPossible;
    ValueId condition; // none if it is certain
  };
  struct SharedElements {
    bool isRefused = false;
    std::optional<Sameness> same; // none: all are different objects
    size_t owner = 0, sharer = 0; // numbers of operands
  };

  ValueId partOf(ValueId object, llvm::ArrayRef<ir::OpId> steps);
  ValueId rootOf(ValueId place) const;
  bool areApart(ValueId local, ValueId other) const;
  bool touchesLists(ir::FunctionId id, TypeId element, bool isWriteOnly, std::set<ir::FunctionId> &seen) const;
  bool reachesElement(ir::FunctionId callee, llvm::ArrayRef<ValueId> operands, size_t number) const;
  std::optional<Sameness> sameness(const ElementPart &p, const ElementPart &q);
  SharedElements sharedElements(ir::FunctionId callee, llvm::ArrayRef<ValueId> operands);
  bool isLent(ValueId operand) const;
  bool returnsPointers(ir::FunctionId id) const;

  std::map<ValueId, Element> elements; // by their copies
  std::set<TypeId> changedElements;    // types of the elements that are assigned to
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_ELEMENTS_H
