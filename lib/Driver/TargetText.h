// The definitions that requests refer to: Derivative<...>::call and the names of annotated functions. Each does nothing but
// call the derivative itself.
#ifndef CLANGENT_DRIVER_TARGETTEXT_H
#define CLANGENT_DRIVER_TARGETTEXT_H

#include "Driver/TypeText.h"
#include "Frontend/Requests/Request.h"

#include <string>

namespace clangent {

class TargetText {
public:
  TargetText(clang::Sema &sema, TypeText &types) : sema(sema), types(types) {}

  // Forwards to clangent::generated::`callee`.
  std::string forward(const Request &request, const std::string &callee);

  // Stops the program. It stands in for a derivative that was refused, so that nothing else is reported about it.
  std::string trap(const Request &request);

private:
  std::string define(const Request &request, const std::string &body, const std::vector<std::string> &names);

  clang::Sema &sema;
  TypeText &types;
  unsigned leaves = 0;
};

// Names for the target's parameters: the callee's own, and x_bar or x_dot for the shadow of x.
std::vector<std::string> parameterNames(const Request &request);

} // namespace clangent

#endif // CLANGENT_DRIVER_TARGETTEXT_H
