// The definition of Zero<T>::clear for the class types that gradients are returned in: what is differentiable in a value
// becomes zero, other members keep what they were copied from.
#ifndef CLANGENT_DRIVER_ZEROTEXT_H
#define CLANGENT_DRIVER_ZEROTEXT_H

#include "Driver/TypeText.h"
#include "Frontend/Requests/Request.h"
#include "Support/Diagnostics.h"

#include <string>

namespace clangent {

// The text; a type that cannot be treated so is reported, and its text stops the program.
std::string zeroText(clang::Sema &sema, const ZeroRequest &request, TypeText &types, DiagnosticSink &sink);

} // namespace clangent

#endif // CLANGENT_DRIVER_ZEROTEXT_H
