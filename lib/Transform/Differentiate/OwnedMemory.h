// Objects that own memory, as containers do, and their adjoints and tangents, which are objects of the same class: the
// numbers of two such objects side by side.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_OWNEDMEMORY_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_OWNEDMEMORY_H

#include "IR/Builder.h"

#include <functional>
#include <string>

namespace clangent::transform {

// Does an object of this type, or a part of it, own memory that its class gives access to?
bool ownsMemory(const ir::TypeTable &types, ir::TypeId type);

// Does an object of this type own objects of this type?
bool ownsItself(const ir::TypeTable &types, ir::TypeId type);

// The container in an object of this type, if there is one, of which nobody can tell whether another is built alike:
// one that finds what it owns through its own pointers, and whose elements own memory as well.
ir::TypeId linkedOutOfSight(const ir::TypeTable &types, ir::TypeId type);

// What is done with two objects of one type that does not own itself, reached by pointers p and q.
struct Pairwise {
  std::function<void(ir::ValueId p, ir::ValueId q)> leaf; // for each real number
  std::function<void(ir::ValueId p, ir::ValueId q, ir::ValueId count)>
      elements;                                                  // if any: before those of q, `count` of them
  std::function<void(ir::ValueId p, ir::ValueId q)> shared = {}; // for one that lies where others may lie; empty: leaf
};
void forEachNumber(ir::Builder &b, ir::ValueId p, ir::ValueId q, const Pairwise &visit);

// Stops with a message that says both sizes if what p and q own does not have the same: q is called `name`. What owns
// itself is looked at once.
void checkSizes(ir::Builder &b, ir::ValueId p, ir::ValueId q, const std::string &name);

// q gets as many elements as p has, and the numbers in p.
void copyNumbers(ir::Builder &b, ir::ValueId p, ir::ValueId q);

// ---- shadows of objects whose structure changes

// Can there be one? Not of what owns itself, or of a container that does not tell its capacity.
bool fitsOwnShadow(const ir::TypeTable &types, ir::TypeId type);
// Gives s, of which all bytes are zero, memory of the tape that fits what p owns, zeroed, with the capacity that p has.
void makeShadow(ir::Builder &b, ir::ValueId p, ir::ValueId s, const std::string &name);
// Keeps in e, of which all bytes are zero, the structure that s has, which was just made.
void keepStructure(ir::Builder &b, ir::ValueId s, ir::ValueId e);
// q gets the structure that was kept in e, and the numbers in s that are there.
void copyNumbers(ir::Builder &b, ir::ValueId s, ir::ValueId e, ir::ValueId q);
// What p and its parts own, block by block.
void forEachBlock(ir::Builder &b, ir::ValueId p,
                  const std::function<void(ir::ValueId first, ir::ValueId limit)> &visit);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_OWNEDMEMORY_H
