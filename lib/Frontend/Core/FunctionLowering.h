// The lowering of one function's body. The work is spread over files by what is lowered: expressions, calls,
// statements, loops, switches, objects.
#ifndef CLANGENT_FRONTEND_CORE_FUNCTIONLOWERING_H
#define CLANGENT_FRONTEND_CORE_FUNCTIONLOWERING_H

#include "Frontend/Control/Jumps.h"
#include "Frontend/Core/Context.h"
#include "IR/Builder.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace clangent::frontend {

struct MathCall;

// Does the program say that it has no derivative?
bool isInactive(const clang::Decl *declared);
bool isElementwise(const clang::FunctionDecl *declared);

// What is refused where adjoints of structs could not be summed up.
inline constexpr const char *structWithoutSums =
    "a struct handed to a function with a derivative rule, without #include <clangent/tensor/accumulate.h>";

// Is it a part of a variable that the function writes to (Objects/View.cpp)?
bool isUpdatedPart(const clang::ParmVarDecl *parameter);
// Of a member function that makes a part of a variable, the overload for constant objects; any other function itself.
const clang::FunctionDecl *asConstantView(const clang::FunctionDecl *callee);

// The elements written between the braces; null if there are none to be seen.
const clang::InitListExpr *elementsOf(const clang::CXXStdInitializerListExpr *list);
// The list of real numbers, or of such lists, that is written in braces as an argument; null for any other.
const clang::CXXStdInitializerListExpr *writtenList(const clang::Expr *argument);
// Is there a std::initializer_list of real numbers whose elements are not written where it is handed over?
bool hasHiddenList(llvm::ArrayRef<const clang::Expr *> arguments);
// By the number of the operand in the rule: the list in braces; where a std::vector is handed over that is a variable,
// that operand.
using WrittenLists = std::map<unsigned, ir::Term>;
// The number of the operand, or of the first of its list, among the operands of the call.
unsigned operandOf(unsigned parameter, const WrittenLists &lists);
// The rule for a call in which each number of these lists is an operand.
ir::Rule withWrittenLists(const ir::Rule &rule, const WrittenLists &lists);

// The expression inside one that only wraps it; null for any other.
const clang::Expr *unwrapped(const clang::Expr *e);

class FunctionLowering {
public:
  FunctionLowering(LoweringContext &context, const clang::FunctionDecl *decl, ir::FunctionId id);

  // Fills the module's function; false after a refusal was reported.
  bool run();

private:
  using ValueId = ir::ValueId;
  using TypeId = ir::TypeId;
  using Term = ir::Term;
  using Expr = clang::Expr;
  using Stmt = clang::Stmt;
  using Location = clang::SourceLocation;
  using Statements = llvm::ArrayRef<const Stmt *>;
  using StatementList = llvm::SmallVector<const Stmt *, 16>;

  // ---- function (Core/FunctionLowering.cpp)
  void bindParameters();
  void bindParameter(const clang::ParmVarDecl *parameter, ir::Parameter &as);
  void prepareResult();
  void lowerFunctionBody();
  void yieldResult();
  void lowerInitializers(const clang::CXXConstructorDecl *constructor);
  void lowerInitializer(const clang::CXXCtorInitializer *initializer, const clang::CXXConstructorDecl *constructor);

  // ---- refusals (Core/Refusal.cpp): a value of the wanted type is returned so that lowering goes on and finds more
  ValueId refuse(const Expr *e, DiagId id, std::vector<std::string> args = {});
  ValueId refuse(const Expr *e, const Problem &problem);
  void refuseStatement(Location at, DiagId id, std::vector<std::string> args = {});
  void refuseVariable(const clang::ValueDecl *variable, DiagId id, std::vector<std::string> args = {});
  bool usesRefused(const Stmt *e) const;
  ValueId placeholder(const Expr *e);
  TypeId typeOf(clang::QualType type, Location at);
  bool isObjectType(clang::QualType type, Location at);

  // ---- expressions (Expressions/Expression.cpp, Expressions/Place.cpp)
  ValueId rvalue(const Expr *e); // of a scalar; also of void, then no value
  ValueId rvalueOf(const Expr *e);
  ValueId place(const Expr *e); // pointer to the object that a glvalue denotes
  ValueId placeOf(const Expr *e);
  ValueId operatorPlace(const Expr *e);
  ValueId textPlace(const clang::StringLiteral *literal);
  ValueId object(const Expr *e); // pointer to a class object or array, a temporary if need be
  void effect(const Expr *e);    // for its side effects only
  void effectOf(const Expr *e);
  ValueId refuseExpression(const Expr *e);
  bool constantValue(const Expr *e, ValueId &v);
  ValueId constantFrom(const clang::APValue &value, TypeId type);
  ValueId floating(const llvm::APFloat &value, TypeId type);
  ValueId variable(const clang::DeclRefExpr *e);
  ValueId global(const clang::VarDecl *variable, const Expr *e);
  ValueId globalByName(const clang::ValueDecl *declared);
  ValueId staticTable(const clang::VarDecl *variable, const Expr *e);
  ValueId member(const clang::MemberExpr *e);
  ValueId fieldPlace(ValueId object, unsigned number, const clang::FieldDecl *field, Location at);
  ValueId subscript(const clang::ArraySubscriptExpr *e);
  ValueId baseObject(const Expr *e, unsigned &offset);
  ValueId bound(const clang::BindingDecl *binding, const Expr *e);
  ValueId captured(const clang::ValueDecl *variable, const Expr *e);
  ValueId thisPointer(const Expr *e);

  // ---- operators (Expressions/Operator.cpp, Expressions/Cast.cpp, Expressions/Condition.cpp)
  ValueId unary(const clang::UnaryOperator *e);
  ValueId address(const Expr *of, clang::QualType type);
  ValueId binary(const clang::BinaryOperator *e);
  ValueId arithmetic(clang::BinaryOperatorKind kind, ValueId a, ValueId b, const Expr *e);
  ValueId pointerArithmetic(clang::BinaryOperatorKind kind, const clang::BinaryOperator *e);
  ValueId moved(ValueId pointer, ValueId by, bool isBackwards);
  ValueId compare(clang::BinaryOperatorKind kind, ValueId a, ValueId b);
  ValueId assign(const clang::BinaryOperator *e); // the place assigned to
  ValueId compoundAssign(const clang::CompoundAssignOperator *e, bool isResultUsed);
  ValueId step(const clang::UnaryOperator *e, bool isResultUsed); // ++ and --: place, or old value of postfix
  ValueId stepped(ValueId old, bool isUp);
  ValueId castOf(const clang::CastExpr *e);
  ValueId loadOf(const clang::Expr *from);
  ValueId decayed(const clang::CastExpr *e);
  ValueId pointerCast(const clang::CastExpr *e);
  ValueId classCast(const clang::CastExpr *e);
  ValueId convert(ValueId v, TypeId to);
  ValueId toBool(ValueId v);
  ValueId logical(const clang::BinaryOperator *e);
  // What a choice between two expressions is asked for.
  enum class Chosen : uint8_t { Value, Place, ValueOfPlace };
  ValueId conditional(const clang::AbstractConditionalOperator *e, Chosen chosen);
  void conditionalEffect(const clang::AbstractConditionalOperator *e);
  ValueId choose(ValueId condition, TypeId type, llvm::function_ref<ValueId()> whenTrue,
                 llvm::function_ref<ValueId()> whenFalse);
  ValueId chooseAmong(const clang::AbstractConditionalOperator *e, TypeId type,
                      llvm::function_ref<ValueId(const Expr *)> lowerArm);
  void branch(ValueId condition, llvm::function_ref<void()> whenTrue, llvm::function_ref<void()> whenFalse);
  static constexpr size_t alternativesOfGroup = 8;
  void alternatives(size_t count, llvm::function_ref<ValueId(size_t)> condition, llvm::function_ref<void(size_t)> arm,
                    llvm::function_ref<void()> otherwise);

  // ---- objects (Objects/Object.cpp, Objects/Initialization.cpp)
  void initialize(ValueId place, const Expr *e, clang::QualType type);
  void initializeWith(ValueId place, const Expr *e, clang::QualType type);
  void initializeList(ValueId place, const clang::InitListExpr *list, clang::QualType type);
  void initializeListView(ValueId place, const clang::CXXStdInitializerListExpr *e);
  void initializeCharacters(ValueId place, const clang::StringLiteral *text);
  void initializeRecord(ValueId place, const clang::InitListExpr *list, clang::QualType type);
  ValueId basePlace(ValueId object, clang::QualType base);
  void initializeField(ValueId slot, const clang::FieldDecl *field, const Expr *value);
  void initializeArrayLoop(ValueId place, const clang::ArrayInitLoopExpr *e, clang::QualType type);
  void construct(ValueId place, const clang::CXXConstructExpr *e);
  void constructOne(ValueId place, const clang::CXXConstructExpr *e);
  void initializeClosure(ValueId place, const clang::LambdaExpr *e);
  void copyObject(ValueId to, ValueId from);
  void zeroObject(ValueId place);
  void swapObjects(ValueId a, ValueId with);
  void forEachIndex(ValueId count, llvm::function_ref<void(ValueId)> body);
  void forEachElement(ValueId array, uint64_t from, llvm::function_ref<void(ValueId)> body);
  ValueId temporary(const Expr *e);

  // ---- calls (Calls/Call.cpp)
  ValueId call(const clang::CallExpr *e); // scalar, or pointer to what is returned
  ValueId callOf(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  ValueId callOther(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  ValueId callBody(const clang::FunctionDecl *definition, llvm::ArrayRef<const Expr *> arguments,
                   std::optional<ValueId> object, const Expr *e, ir::ReasonId closedFor = {});
  ValueId callWith(const clang::CallExpr *e, const clang::FunctionDecl *definition, ir::ReasonId closedFor);
  ValueId callHidden(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  ValueId selfArgument(const clang::CallExpr *e);
  ValueId assignObject(const clang::CallExpr *e, const clang::CXXMethodDecl *method);
  ValueId argument(const Expr *e, clang::QualType parameter);
  ValueId scalarArgument(const Expr *e);

  // ---- values of class type (Objects/Value.cpp)
  bool isValueType(clang::QualType type);
  ValueId valueOf(const Expr *e);
  ValueId placeOfValue(ValueId v);
  void constructValue(ValueId place, const clang::CXXConstructExpr *e);
  bool valueCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  bool operation(const clang::FunctionDecl *callee, const Expr *object, llvm::ArrayRef<const Expr *> arguments,
                 const Expr *e, ValueId &result);
  bool changesValue(const clang::FunctionDecl *callee, const Expr *object, llvm::ArrayRef<const Expr *> arguments,
                    const Expr *e);
  static ir::Rule objectLast(ir::Rule rule);
  bool takesValues(const clang::FunctionDecl *callee, bool &hasValue, bool &hasReal, bool &hasParts);
  bool isInertOperand(clang::QualType parameter);
  std::optional<Term> operationTerm(const clang::FunctionDecl *callee, const Expr *object,
                                    llvm::ArrayRef<const Expr *> arguments, const Expr *e,
                                    std::vector<ValueId> &operands, WrittenLists &lists);
  std::optional<Term> operandTerm(const Expr *e, std::vector<ValueId> &operands);
  Term memberOf(Term object, const clang::FunctionDecl *member) const;
  std::string memberName(const clang::FunctionDecl *member) const;

  // ---- parts of variables that are assigned to (Objects/View.cpp)
  struct Part {
    ValueId variable; // its place
    ValueId path;
  };
  struct LentPart {
    Part part;
    ValueId copy; // its place
    const clang::CXXRecordDecl *view;
    const Expr *at;
  };
  std::optional<Part> partOfVariable(const Expr *e);
  void enterStep(const clang::CallExpr *e);
  bool isReadApart(const clang::CallExpr *e);
  ValueId viewAsValue(const clang::CallExpr *e, const clang::FunctionDecl *constant);
  std::optional<ir::RuleId> ruleOfMember(const clang::CXXRecordDecl *view, llvm::StringRef member, const Expr *e);
  ValueId readPart(const Part &part, const clang::CXXRecordDecl *view, const Expr *e);
  void writePart(const Part &part, ValueId values, const clang::CXXRecordDecl *view, const Expr *e);
  bool assignsToPart(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  ValueId lendPart(const Expr *e, std::vector<LentPart> &lent);
  void takeBack(llvm::ArrayRef<LentPart> lent);

  // ---- functions with rules that are not called as operations (Rules/Ruled.cpp)
  bool refusesRule(const clang::FunctionDecl *callee, const Expr *e, ValueId &result);
  bool lowerByRule();
  std::optional<Term> ownCall(std::vector<ValueId> &operands);

  // ---- lists of numbers in braces (Rules/WrittenList.cpp)
  std::optional<Term> listTerm(const clang::CXXStdInitializerListExpr *list, std::vector<ValueId> &operands);

  // ---- values with parts (Objects/Parts.cpp)
  bool hasParts(TypeId type) const;
  TypeId packedType(TypeId type);
  void forEachPart(ValueId place, const Term &object, llvm::function_ref<void(ValueId, const Term &)> leaf);
  ir::RuleId addRule(ir::Rule rule);
  ir::RuleId ruleOf(TypeId type, ir::Rule rule);
  ValueId packed(ValueId place);
  void unpack(ValueId v, ValueId place);

  // ---- lists of values (Objects/List.cpp)
  bool isListType(clang::QualType type);
  ValueId packedList(const clang::CXXStdInitializerListExpr *e, TypeId type);
  bool countedList(const clang::CXXConstructExpr *e, TypeId type, ValueId &result);
  ValueId listIndex(const Expr *e);
  ValueId listSize(ValueId list);
  ValueId listElement(ValueId list, ValueId index, bool isChecked);
  void changeList(ValueId place, Term term, std::vector<ValueId> operands, ir::Rule rule);
  void replaceElement(ValueId place, ValueId index, const Term &part, bool isChecked, ValueId v);
  void appendToList(ValueId place, ValueId element);
  void resizeList(ValueId place, ValueId size);
  bool listCall(const clang::CallExpr *e, const clang::CXXMethodDecl *method, ValueId &result);
  bool changeOfList(const clang::CallExpr *e, llvm::StringRef name, ValueId place);

  // ---- elements of lists as objects (Objects/Element.cpp)
  struct Element {
    ValueId list; // its place; none if the element was chosen at run time
    ValueId index;
    bool isChecked = false; // by at()
  };
  struct ElementPart {
    ValueId copy;                // the element's object, a key of `elements`
    std::vector<ir::OpId> steps; // from there to the part
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
  ValueId elementPlace(ValueId list, ValueId index, bool isChecked = false);
  std::optional<ElementPart> elementPart(ValueId place) const;
  ValueId partOf(ValueId object, llvm::ArrayRef<ir::OpId> steps);
  ValueId refreshed(ValueId place);
  bool namesElement(const Expr *e);
  void write(ValueId place, ValueId v);
  bool refusesWrite(ValueId place);
  ValueId lend(ValueId place, TypeId to);
  ValueId rootOf(ValueId place) const;
  bool areApart(ValueId local, ValueId other) const;
  bool touchesLists(ir::FunctionId id, TypeId element, bool isWriteOnly, std::set<ir::FunctionId> &seen) const;
  bool reachesElement(ir::FunctionId callee, llvm::ArrayRef<ValueId> operands, size_t number) const;
  std::optional<Sameness> sameness(const ElementPart &p, const ElementPart &q);
  SharedElements sharedElements(ir::FunctionId callee, llvm::ArrayRef<ValueId> operands);
  bool isLent(ValueId operand) const;
  std::optional<ir::OpId> callWithElements(ir::FunctionId callee, std::vector<ValueId> operands,
                                           std::vector<TypeId> results, const Expr *e);
  void refuseKeptElements();
  bool returnsPointers(ir::FunctionId id) const;

  // ---- functions known by name (Library/Math.cpp, Library/Library.cpp, Library/Memory.cpp): false when the callee is
  // not one
  bool mathCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  ValueId mathOp(const clang::CallExpr *e, const MathCall &math, TypeId result);
  bool mathPair(const clang::CallExpr *e, llvm::StringRef name, ValueId &result);
  bool remquo(const clang::CallExpr *e, ValueId &result);
  bool mathOfOthers(const clang::CallExpr *e, llvm::StringRef name, ValueId &result);
  bool mathToInteger(const clang::CallExpr *e, llvm::StringRef name, ValueId &result);
  ValueId integerAbs(ValueId v);
  bool libraryCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  bool builtinCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  bool extremumValue(const clang::CallExpr *e, ValueId &result);
  bool extremumOfList(const clang::CallExpr *e, ValueId &result);
  bool extremumPlace(const clang::CallExpr *e, ValueId &result);
  ValueId clamped(ValueId x, ValueId low, ValueId high, TypeId type, llvm::function_ref<ValueId(ValueId)> read);
  bool memoryCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  bool elementCount(const Expr *bytes, clang::QualType element, ValueId &count);
  void moveElements(ValueId to, ValueId from, ValueId count);
  ValueId firstNumber(ValueId pointer);

  // ---- what has no derivative (Calls/Inactive.cpp)
  ValueId stopped(ValueId v);
  bool stopCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  bool refusesInactive(const clang::VarDecl *variable);
  bool namesInactive(const Expr *e) const;
  bool writesNumbers(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  bool reachesNumbers(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  ValueId inactiveCall(const clang::CallExpr *e, const clang::FunctionDecl *callee);

  // ---- C++ that is run as it is (Calls/Opaque.cpp)
  bool isHarmless(const clang::FunctionDecl *callee);
  bool isLibraryQuery(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  bool isAllocation(const clang::FunctionDecl *callee) const;
  bool isStreamCall(const clang::CallExpr *e) const;
  ValueId opaqueCall(const clang::CallExpr *e, bool isPure, bool mayWriteNumbers = false);
  ValueId trapCall(const clang::CallExpr *e);
  void throwExpression(const clang::CXXThrowExpr *e);
  std::optional<Term> opaqueTerm(const Expr *e, std::vector<ValueId> &operands);
  std::optional<std::vector<Term>> opaqueArguments(llvm::ArrayRef<const Expr *> list, std::vector<ValueId> &operands);
  std::optional<Term> opaqueConstruct(const clang::CXXConstructExpr *e, std::vector<ValueId> &operands);
  std::optional<Term> opaqueCallTerm(const clang::CallExpr *e, std::vector<ValueId> &operands);
  std::optional<Term> opaqueMoved(const clang::Expr *e, std::vector<ValueId> &operands);
  std::optional<Term> opaqueObject(const clang::Expr *e, std::vector<ValueId> &operands);
  std::optional<Term> opaqueInner(const clang::CallExpr *e, std::vector<ValueId> &operands);
  // The operand that is pushed: its value, or the object that it points to. Nothing if there is none.
  static std::optional<Term> opaqueOperand(ValueId value, std::vector<ValueId> &operands);
  static std::optional<Term> opaquePlace(ValueId pointer, std::vector<ValueId> &operands);

  // ---- what could not be looked into and is run as it is (Calls/Closed.cpp)
  ValueId closedCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, const Problem &why);
  ValueId closedNew(const clang::CXXNewExpr *e);
  void closedDelete(const clang::CXXDeleteExpr *e);
  ir::OpId closedTerm(const Expr *e, Term term, std::vector<ValueId> operands, TypeId result);
  ValueId closedTemporary(const Expr *e);
  void declareClosed(const clang::VarDecl *variable);
  ValueId closedObject(const Expr *e, clang::QualType type, const std::string &name, ir::ReasonId why);
  std::optional<Term> closedInitializer(const Expr *e, std::vector<ValueId> &operands);
  std::optional<Term> closedArguments(const clang::CXXConstructExpr *e, std::vector<ValueId> &operands);
  std::optional<Term> closedArgument(const Expr *e, clang::QualType parameter, std::vector<ValueId> &operands);
  bool declaresClosed(const Stmt *s) const;
  bool declaresClosedInside(const Stmt *block) const;

  // ---- statements (Control/Statement.cpp)
  // `falls`: the jumps that have the same effect as running off the end here.
  void lowerList(Statements list, unsigned falls);
  void lowerNested(Statements list, unsigned falls);
  llvm::SmallVector<size_t, 8> groupsOf(Statements list);
  void lowerStatement(const Stmt *s, unsigned falls);
  void lowerOther(const Stmt *s);
  void lowerIf(const clang::IfStmt *s, unsigned falls, Statements rest);
  void lowerIfChain(llvm::ArrayRef<const clang::IfStmt *> chain, unsigned falls, Statements rest);
  ValueId lowerCondition(const clang::IfStmt *s);
  void lowerReturn(const clang::ReturnStmt *s, unsigned falls);
  void lowerJump(unsigned jump, unsigned falls);
  void lowerGuarded(unsigned jumps, Statements rest, unsigned falls);
  void lowerDeclarations(const clang::DeclStmt *s);
  void lowerVariable(const clang::VarDecl *variable);
  bool isReturnedInPlace(const clang::VarDecl *variable) const;
  ValueId objectOf(const clang::VarDecl *variable, bool isZeroed = false);
  void bindStructured(const clang::DecompositionDecl *decl);
  void lowerRegion(ir::RegionId region, llvm::function_ref<void()> body);
  ValueId noneOf(unsigned jumps); // no flag of these jumps is set
  void lowerScope(Statements list, unsigned falls);
  static StatementList listOf(const Stmt *s);
  StatementList joined(const Stmt *first, Statements rest);

  // ---- loops (Control/Loop.cpp)
  struct Loop {
    std::function<ValueId()> condition;
    std::function<void()> prepare; // at the start of an iteration; may be empty
    const Stmt *body = nullptr;
    std::function<void()> increment; // may be empty
    bool canRepeatCondition = false; // also after the loop was left by a jump
    bool declares = false;           // the condition declares a variable
  };
  void lowerFor(const clang::ForStmt *s);
  void lowerWhile(const clang::WhileStmt *s);
  void lowerDo(const clang::DoStmt *s);
  void lowerRange(const clang::CXXForRangeStmt *s);
  void lowerArrayRange(const clang::CXXForRangeStmt *s, ValueId array);
  void lowerListRange(const clang::CXXForRangeStmt *s, ValueId place);
  void lowerCountedRange(const clang::CXXForRangeStmt *s, ValueId count, llvm::function_ref<void(ValueId)> bind);
  Loop loopOf(const clang::DeclStmt *variable, const Expr *condition, const Stmt *body, const Expr *increment);
  void lowerLoop(const Loop &loop);
  void finishPureLoop(ir::OpId loopOp, const Loop &loop, ValueId condition);
  void finishFlaggedLoop(ir::OpId loopOp, const Loop &loop, ValueId condition);
  void lowerIteration(const Loop &loop);
  bool isPureRegion(ir::RegionId region) const;
  void moveOps(ir::RegionId from, ir::RegionId to);
  ValueId flag(const std::string &name, bool value);

  // ---- switch (Control/Switch.cpp)
  struct Segment {
    std::vector<const clang::SwitchCase *> labels;
    StatementList body;
    bool isDefault = false;
  };
  void lowerSwitch(const clang::SwitchStmt *s, unsigned falls, Statements rest);
  bool splitSegments(const clang::SwitchStmt *s, std::vector<Segment> &segments);
  void lowerChain(llvm::ArrayRef<Segment> segments, ValueId value, unsigned falls, Statements rest, ValueId outerBroke);
  void lowerFallthrough(llvm::ArrayRef<Segment> segments, ValueId value);
  ValueId entryOf(llvm::ArrayRef<Segment> segments, ValueId value);
  ValueId segmentNumber(size_t k);
  ValueId matches(const Segment &segment, ValueId value);
  static bool canChain(const std::vector<Segment> &segments);
  bool restIntoSwitch(const clang::SwitchStmt *s) const;
  void hoistDeclaration(const Stmt *statement);

  // ---- places in the source (Core/FunctionLowering.cpp)
  void enterStatement(Location begin, Location end);
  ir::StatementId statementFor(Location begin, Location end);
  struct At; // sets the location while it lives

  LoweringContext &context;
  clang::ASTContext &ast;
  TypeLowering &types;
  const clang::FunctionDecl *decl;
  ir::FunctionId id;
  ir::Function function;
  ir::Builder b;
  bool isRefused = false;

  llvm::DenseMap<const clang::ValueDecl *, ValueId> places; // of variables; what a reference refers to
  llvm::DenseMap<const clang::ValueDecl *, ValueId> values; // of parameters that never change
  llvm::DenseMap<const clang::VarDecl *, ValueId> tables;   // constant static locals, made once
  llvm::DenseMap<const clang::OpaqueValueExpr *, ValueId> opaqueValues;
  std::map<ValueId, Element> elements;                                    // by their copies
  std::set<TypeId> changedElements;                                       // types of the elements that are assigned to
  std::optional<llvm::DenseSet<const clang::ValueDecl *>> writtenInParts; // names of variables, of this function alone
  llvm::DenseSet<const Expr *> innerSteps;                                // of chains of views: what views are taken of
  llvm::DenseSet<const clang::ValueDecl *> refusedVariables;
  llvm::SmallVector<ValueId, 4> arrayLoopIndices;
  ValueId self;
  const Expr *discarded = nullptr;  // the call whose result nobody looks at
  ValueId defaultObject;            // what `this` means in a default member initializer
  ValueId resultPlace;              // where return statements leave the value
  ValueId directResult;             // of the only return statement, at the end
  ValueId returned, broke, skipped; // flags; broke and skipped of the innermost loop or switch
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_FUNCTIONLOWERING_H
