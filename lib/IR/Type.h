// The types of the IR. They are the C++ types of the program, reduced to what differentiation must know, plus
// the spelling under which the generated text names them. Two types are the same exactly if they are spelled
// the same, so `long` and `long long` stay apart and every printed cast is exact.
#ifndef CLANGENT_IR_TYPE_H
#define CLANGENT_IR_TYPE_H

#include "IR/Ids.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace clangent::ir {

enum class TypeKind : uint8_t {
  Void,
  Bool,
  Int,     // integers, characters and enumerations
  Float,   // float, double, long double
  Pointer, // C++ pointers and references alike
  Array,   // C array with a known bound
  Struct,  // class type whose fields are known
  Value,   // class type that is copied and passed around like a number: clangent::Tensor<float>, clangent::Shape
  Stack,   // clangent::Stack<element>, the chunked stack of a tape
  Opaque,  // any other C++ type, known by its spelling only
};

// A factor of how many elements there are: what an integer field of the same object says, or a constant.
struct Extent {
  bool isField = false;
  int64_t number = 0; // the field's, or the constant
};

struct Field {
  std::string name; // as written after a dot: "x", "Base::x"
  TypeId type;
  // C++ lets nobody assign to references and constants: they are reached by their offset, in bytes.
  bool isByOffset = false; // always: a reference
  bool isConst = false;    // when it is written
  uint64_t offset = 0;
  // How a pointer that has no name outside of its class is read: object.reader + object.length; empty where it has one.
  std::string reader = {};
  std::string length = {};
  // Of a pointer that is given away: it leads to memory of the object's own, with the product of these elements, unless
  // another field says where they end.
  std::vector<Extent> extents = {};
};

// What a part of an object is called: x of "Base::x", node of the library's own "_M_node".
std::string wordOfField(const Field &field);

// How a class is written.
enum class Form : uint8_t {
  Class,     // its objects are made by constructors, or member by member
  Aggregate, // they can also be made from a list of their members
  Closure,   // it holds a Value, and no object of it can be declared
  Generated, // a record of residuals: the generated text defines it
  Linked,    // what it owns is found through its own pointers alone, as the nodes of a list are
};

// What the declaration `T x;` makes.
enum class Default : uint8_t {
  Unspecified, // Struct: nothing runs; Value: it takes `T x{};` to make a zero
  Zero,        // Value: the same as T()
  Constructed, // Struct: code of its class runs, if it is possible at all; Value: T() is no zero either
};

// The pointers to tables of virtual functions in an object, or in objects in it.
enum class VirtualTable : uint8_t {
  None,
  Copied, // a copy that the compiler makes sets them, and runs nothing
  Kept,   // only code of the class sets them
};

// How a generated function gives an object back that it has built.
enum class Return : uint8_t {
  Copied,      // by a return statement: a copy is what the object is, and no code of the program makes it
  Overwritten, // a constructor of the program's makes the object returned, which then gets the bytes of this one
  Impossible,  // there is no such constructor, or it is not to be told how often it runs
};

// How the generated text makes, copies and returns objects of a class.
struct Lifetime {
  Default declared = Default::Unspecified; // Struct, Value
  VirtualTable table = VirtualTable::None; // Struct
  Return returned = Return::Copied;        // Struct
  bool isDestroyed = false;                // Struct: an operation destroys what a call returns; C++ must not
};

struct Type {
  TypeKind kind = TypeKind::Void;
  std::string spelling;       // "unsigned long", "const double *", "::geo::Point"; for arrays the element's spelling counts
  unsigned bits = 0;          // Int: width; Float: 32, 64 or 80
  bool isSigned = false;      // Int
  bool isEnum = false;        // Int: arithmetic happens on a promoted copy, conversions are explicit
  bool toConst = false;       // Pointer: the pointee is const
  TypeId element;             // Pointer: pointee; Array, Stack, Value that is a list: element
  uint64_t count = 0;         // Array: bound
  std::vector<Field> fields;  // Struct: in declaration order, bases first
  Form form = Form::Class;    // Struct
  bool isUnion = false;       // Struct: its fields lie in one place; only the one that was made last is there
  Lifetime lifetime;          // Struct, Value
  bool isDifferentiable = false; // Value: has an adjoint, which is of the same type
};

class TypeTable {
public:
  TypeTable();

  const Type &operator[](TypeId id) const { return types[id.index]; }
  size_t size() const { return types.size(); }

  TypeId voidType() const { return TypeId(0); }
  TypeId boolType() const { return TypeId(1); }
  TypeId intType() const { return TypeId(2); }       // int
  TypeId sizeType() const { return TypeId(3); }      // the tape's signed index type, long
  TypeId floatType() const { return TypeId(4); }
  TypeId doubleType() const { return TypeId(5); }
  TypeId longDoubleType() const { return TypeId(6); }

  TypeId integer(const std::string &spelling, unsigned bits, bool isSigned, bool isEnum = false);
  // The unsigned type beside an integer type of at least the size of int, whose arithmetic is modular.
  TypeId unsignedOf(TypeId integer);
  TypeId pointer(TypeId pointee, bool toConst = false);
  TypeId array(TypeId element, uint64_t count);
  TypeId stack(TypeId element);
  TypeId opaque(const std::string &spelling);
  TypeId value(const std::string &spelling, bool isDifferentiable, TypeId element = TypeId());
  // Declares a struct so that its fields may point back to it; complete it with setFields.
  TypeId record(const std::string &spelling, Form form = Form::Class);
  void setUnion(TypeId record) { types[record.index].isUnion = hasUnions = true; }
  // Are there objects in which numbers lie where others were? Then the type of a number says nothing of where it lies.
  bool haveUnions() const { return hasUnions; }
  void setForm(TypeId record, Form form) { types[record.index].form = form; }
  void setLifetime(TypeId id, const Lifetime &lifetime) { types[id.index].lifetime = lifetime; }
  // The class whose objects, with tables of virtual functions, an object of this type is or consists of; none if it has
  // no such table.
  TypeId tabled(TypeId id) const;
  // Can an object of this type be declared without running anything?
  bool isPlain(TypeId id) const;
  void setFields(TypeId record, std::vector<Field> fields) { types[record.index].fields = std::move(fields); }

  bool isFloat(TypeId id) const { return types[id.index].kind == TypeKind::Float; }
  bool isInt(TypeId id) const { return types[id.index].kind == TypeKind::Int; }
  bool isBool(TypeId id) const { return types[id.index].kind == TypeKind::Bool; }
  bool isPointer(TypeId id) const { return types[id.index].kind == TypeKind::Pointer; }
  bool isValue(TypeId id) const { return types[id.index].kind == TypeKind::Value; }
  // Is it a Value beside a struct of the same spelling?
  bool isPacked(TypeId id) const { return isValue(id) && byKey.count(types[id.index].spelling) != 0; }
  // Has a value of this type an adjoint of its own?
  bool isReal(TypeId id) const { return isFloat(id) || types[id.index].isDifferentiable; }
  // Fits an SSA name?
  bool isNameable(TypeId id) const { return isScalar(id) || isValue(id); }
  bool isScalar(TypeId id) const { return isFloat(id) || isInt(id) || isBool(id) || isPointer(id); }
  // Does an object of this type hold something with an adjoint, directly or behind a pointer?
  bool holdsReal(TypeId id) const;
  // Does an object of this type hold a Value?
  bool holdsValue(TypeId id) const;
  // Does an object of this type hold a Value with an adjoint?
  bool holdsTracked(TypeId id) const;
  // Is there a closure in an object of this type that no variable can be declared for?
  bool holdsClosure(TypeId id) const;
  // Does an object of this type hold a list of real numbers, which have no derivative there?
  bool holdsUntracked(TypeId id) const;
  // Does an object of this type lead to nothing but what it owns, and gives access to?
  bool holdsOnlyOwned(TypeId id) const;
  // Does an object of this type hold one of a class that is not looked into?
  bool holdsClosed(TypeId id) const;
  // Does an object of this type hold several that lie in one place?
  bool holdsUnion(TypeId id) const;
  // Does an object of this type hold a pointer?
  bool holdsPointer(TypeId id) const;
  TypeId pointee(TypeId pointer) const { return types[pointer.index].element; }
  // The type of the shadow of a pointer: the same pointer without const.
  TypeId mutablePointer(TypeId pointer) { return this->pointer(pointee(pointer), false); }

  // The declaration of `name` as an object of this type, which need not be a word: "double (*x)[3]" of "x".
  std::string declare(TypeId id, const std::string &name, bool isConst = false) const;

private:
  TypeId intern(const std::string &key, Type type);
  std::string keyOf(TypeId part) const;
  std::vector<Type> types;
  std::unordered_map<std::string, TypeId> byKey;
  bool hasUnions = false;
};

} // namespace clangent::ir

#endif // CLANGENT_IR_TYPE_H
