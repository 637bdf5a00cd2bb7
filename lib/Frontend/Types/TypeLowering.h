// C++ types as types of the IR.
#ifndef CLANGENT_FRONTEND_TYPES_TYPELOWERING_H
#define CLANGENT_FRONTEND_TYPES_TYPELOWERING_H

#include "Frontend/Core/Lower.h"
#include "Frontend/Library/Models.h"
#include "IR/Type.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>
#include <vector>

namespace clangent::frontend {

// Why something cannot be differentiated: a row of the table and its arguments. Empty if it can.
struct Problem {
  Problem() = default;
  Problem(std::string words) : args{std::move(words)} {} // NOLINT: a construct without a row of its own
  Problem(const char *words) : args{words} {}            // NOLINT
  Problem(DiagId id, std::vector<std::string> args) : id(id), args(std::move(args)), isThere(true) {}

  bool empty() const { return !isThere; }

  DiagId id = DiagId::err_unsupported;
  std::vector<std::string> args;

private:
  bool isThere = !args.empty();
};

class TypeLowering {
public:
  TypeLowering(const clang::ASTContext &ast, ir::TypeTable &types, Models &models, TypeSpeller speller);

  // References become pointers. What the IR has no kind for becomes an opaque type.
  ir::TypeId lower(clang::QualType type);
  // Pointer to an object of this type, as an lvalue of it yields.
  ir::TypeId pointerTo(clang::QualType object);

  // The canonical type as text that means the same at the end of the file.
  std::string spell(clang::QualType type) const;
  // As a declaration of `name`; "@" stands for a name that does not come last.
  std::string spellDeclaration(clang::QualType type) const;

  // Number of a field among the flattened ones of its class.
  unsigned fieldNumber(const clang::FieldDecl *field);
  // Where the fields of a direct base begin; nothing for a virtual base.
  unsigned baseOffset(const clang::CXXRecordDecl *record, const clang::CXXRecordDecl *base);
  unsigned fieldCount(const clang::CXXRecordDecl *record);

  // A class that is passed around like a number, as its declaration says; with a derivative if it is made of reals.
  static bool isValueClass(const clang::CXXRecordDecl *record);
  // The class of values that a class of views of them derives from; null for any other class.
  static const clang::CXXRecordDecl *valueOfView(const clang::CXXRecordDecl *record);
  // The type that text and declarations know an object by: of a view, or of a reference to one, that of the value.
  static clang::QualType withoutView(const clang::ASTContext &ast, clang::QualType type);
  static bool isDifferentiableValue(const clang::CXXRecordDecl *record);

  // The class of a vector's elements if they hold values that the library cannot find; null for any other class.
  const clang::CXXRecordDecl *closedElement(const clang::CXXRecordDecl *vector);

  // Is it a union of which only the member that was made last is asked for?
  bool isOfAlternatives(const clang::CXXRecordDecl *record) const;
  // The class whose objects, lowered to this type, know which part of them is there; null for all other types.
  const clang::CXXRecordDecl *chooser(ir::TypeId type) const { return choosers.lookup(type.index); }

  // Does a model stand for the class?
  bool isModelled(const clang::CXXRecordDecl *record);
  // Are its objects copied, moved and destroyed part by part, down to such classes, and by nothing of the program's?
  bool isHandledByParts(const clang::CXXRecordDecl *record);

  // Why objects of this type can be neither made nor copied field by field; empty when they can.
  // Is it a class whose fields are not known?
  bool isOpaque(clang::QualType type);
  // Is it a class, or an array of one, whose objects can only be declared as the program does, and used by running its
  // code?
  bool isClosed(clang::QualType type);
  Problem objectProblem(clang::QualType type);
  // Is it a class, or an array of one, whose objects are not looked into where they are parts of others?
  bool isClosedPart(clang::QualType type);
  // The same of a part of an object that is looked into.
  Problem partProblem(clang::QualType type);
  // Is there code to run when an object of this type dies, or one that is part of it?
  bool isDestroyed(clang::QualType type);
  // Does the object, or one that is part of it, hold its own address, as what heads a list does? Its class moves it:
  // its bytes elsewhere would lead back to where it was.
  bool holdsOwnAddress(clang::QualType type);
  // Is there another pointer in it, which may lead to it?
  bool mayHoldOwnAddress(clang::QualType type);
  // Operations destroy the objects of this class that calls return.
  void destroyReturned(clang::QualType type);
  // Why an expression of this type cannot be looked at at all; empty when it can.
  Problem valueProblem(clang::QualType type) const;
  // Has the program what sums up adjoints of lists and structs?
  bool hasSums() const { return hasSums(ast); }
  static bool hasSums(const clang::ASTContext &ast);

  // Can the destructor of a class be looked into?
  std::function<bool(const clang::CXXRecordDecl *)> canDestroy;

  const clang::PrintingPolicy &policy() const { return printing; }

private:
  ir::TypeId lowerCanonical(clang::QualType type);
  ir::TypeId lowerBuiltin(const clang::BuiltinType *type);
  ir::TypeId lowerRecord(const clang::RecordType *type);
  bool hasTable(const clang::CXXRecordDecl *record) const;
  bool isCopiedByCompiler(const clang::CXXRecordDecl *record, clang::AccessSpecifier least) const;
  bool isBundle(const clang::CXXRecordDecl *record);
  bool isTransparent(const clang::CXXRecordDecl *record);
  bool isDeclaredFreely(const clang::CXXRecordDecl *record);
  std::vector<ir::Field> fieldsOf(const clang::CXXRecordDecl *record);
  std::vector<ir::Field> modelledFields(const clang::CXXRecordDecl *model);
  Problem heldProblem(clang::QualType type);
  Problem elementProblem(const clang::CXXRecordDecl *model);
  Problem pointedProblem(const clang::CXXRecordDecl *part, const clang::CXXRecordDecl *model);
  bool anyPart(const clang::CXXRecordDecl *record, llvm::function_ref<bool(clang::QualType)> is) const;
  std::string plainName(const clang::CXXRecordDecl *record) const;
  Problem recordProblem(const clang::CXXRecordDecl *record);
  Problem partsProblem(const clang::CXXRecordDecl *record);
  Problem fieldProblem(const clang::CXXRecordDecl *record, const clang::FieldDecl *field);

  const clang::ASTContext &ast;
  ir::TypeTable &types;
  Models &models;
  clang::PrintingPolicy printing;
  TypeSpeller speller;
  llvm::DenseMap<const clang::Type *, ir::TypeId> known;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> modelled;     // looked up only
  llvm::DenseMap<unsigned, const clang::CXXRecordDecl *> choosers; // looked up only
  llvm::SmallVector<const clang::CXXRecordDecl *, 4> asked;        // models whose elements are being looked at
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_TYPES_TYPELOWERING_H
