// Expressions in the notation of PyTorch, such as `arange(12).reshape(3, 4) / 7` or `x[0].exp() - 1`, evaluated by the
// public API.
#ifndef CLANGENT_REFERENCE_CHECK_EXPRESSION_H
#define CLANGENT_REFERENCE_CHECK_EXPRESSION_H

#include <clangent/tensor.h>

#include <string>

namespace reference {

template <class T> struct Evaluated {
  clangent::Tensor<T> value;
  std::string node; // how PyTorch names the last operation in a graph: "Mul", "Sum"
};

// Throws Mismatch for what is no expression or has unknown names. The name `x` is a tensor that may be undefined.
template <class T> Evaluated<T> evaluate(const std::string &text, const clangent::Tensor<T> &x);

} // namespace reference

#endif
