// Tensors as text, to the character as PyTorch 1.13 prints them.
#ifndef CLANGENT_TENSOR_PRINT_H
#define CLANGENT_TENSOR_PRINT_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/tensor_class.h>

#include <iosfwd>
#include <string>

namespace clangent {

struct PrintOptions {
  int precision = 4;
  std::int64_t threshold = 1000; // more elements are summarised
  std::int64_t edge_items = 3;
  int line_width = 80;
  bool requires_grad = false;
  std::string grad_fn;    // "MulBackward0": printed as a node of a graph
  bool parameter = false; // headed "Parameter containing:"
};

template <class T> std::string to_string(const Tensor<T> &x, const PrintOptions &options = {});
template <class T> std::ostream &operator<<(std::ostream &out, const Tensor<T> &x);

} // namespace clangent

#pragma pop_macro("T")

#endif
