// The pipeline's one door: from a request to the text of a derivative. What the text is called by, and how it enters the
// compilation, is the business of the rest of Driver.
#ifndef CLANGENT_DRIVER_DIFFERENTIATE_H
#define CLANGENT_DRIVER_DIFFERENTIATE_H

#include "Driver/TypeText.h"
#include "Driver/UniqueNames.h"
#include "Frontend/Requests/Request.h"
#include "Support/Diagnostics.h"
#include "Support/Options.h"

#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace clangent {

// The text of one derivative.
//
// `helperText` is read inside `namespace clangent { namespace generated { ... } }`. It defines, as `static` functions,
// the derivative and what that needs and no other helper defined before. The derivative takes the parameters
// Request::parameters in their order and returns Request::result.
struct DerivativeText {
  bool ok = false;
  std::string helperText;
  std::string includes;   // headers that the text needs, as directives outside every namespace
  // The program's functions that the text calls.
  std::vector<const clang::FunctionDecl *> callees;
  std::string calleeName; // of the derivative in helperText (or in an earlier one), without its namespace
};

// What a run of the pipeline works with.
struct DifferentiateInput {
  const Request &request;
  clang::Sema &sema;
  const Options &options;
  DiagnosticSink &sink;
  UniqueNames &names;
  TypeText &types;
  llvm::raw_ostream &dumps; // where dump=STAGE goes
};

// Writes the derivative that a request asks for. Whatever is in the way has been reported when `ok` is false.
DerivativeText differentiate(const DifferentiateInput &input);

} // namespace clangent

#endif // CLANGENT_DRIVER_DIFFERENTIATE_H
