// The one exception type of the tensor runtime. Its message names the
// operation and the shapes, types or file position that did not fit.
#ifndef CLANGENT_TENSOR_ERROR_H
#define CLANGENT_TENSOR_ERROR_H

#include <clangent/detail/language.h>

#include <stdexcept>
#include <string>

namespace clangent {

class TensorError : public std::runtime_error {
public:
  TensorError(const std::string &operation, const std::string &why) : std::runtime_error(operation + ": " + why) {}
};

} // namespace clangent

#endif
