// Lets Check.h reach the numbers of tensors.
#ifndef CLANGENT_TEST_TENSOR_CHECK_TENSOR_H
#define CLANGENT_TEST_TENSOR_CHECK_TENSOR_H

#include "Check.h"

#include <clangent/tensor.h>

using T = clangent::Tensor<double>;

namespace clangent {
template <class V> void for_each_number(T &x, T &bar, V &&visit) {
  if (!x.defined())
    return;
  if (!bar.defined())
    bar = T::zeros(x.shape());
  for (std::int64_t i = 0; i < x.numel(); ++i)
    visit(x.writable()[i], [&](double to) { x.writable()[i] = to; }, bar.writable()[i],
          [&](double to) { bar.writable()[i] = to; });
}
} // namespace clangent

#endif // CLANGENT_TEST_TENSOR_CHECK_TENSOR_H
