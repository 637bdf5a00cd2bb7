// What is done to gradients before a step: clipping, and looking for values that are not finite.
#include <clangent/tensor/optim.h>

#include <clangent/tensor/elementwise.h>

#include <cmath>
#include <limits>

namespace clangent::optim {

template <class T> double clip_grad_norm(Gradients<T> &gradients, double max_norm, double norm_type) {
  if (!(max_norm >= 0) || !(norm_type > 0))
    throw TensorError("clip_grad_norm", "a bound of " + std::to_string(max_norm) + " for the norm of type " +
                                            std::to_string(norm_type) +
                                            "; bounds must not be negative, types positive");
  double total = 0;
  for (const Tensor<T> &g : gradients) {
    if (!g.defined())
      continue;
    for (T v : g.to_vector()) {
      const double size = std::fabs(double(v));
      if (std::isinf(norm_type))
        total = size > total || size != size ? size : total;
      else
        total += norm_type == 2 ? size * size : std::pow(size, norm_type);
    }
  }
  if (!std::isinf(norm_type))
    total = norm_type == 2 ? std::sqrt(total) : std::pow(total, 1 / norm_type);
  const double factor = max_norm / (total + 1e-6);
  if (factor < 1 || factor != factor)
    for (Tensor<T> &g : gradients)
      if (g.defined())
        update(
            "clip", [s = T(factor)](T v) { return v * s; }, g);
  return total;
}

template <class T> void clip_grad_value(Gradients<T> &gradients, double clip_value) {
  if (!(clip_value >= 0))
    throw TensorError("clip_grad_value", "a bound of " + std::to_string(clip_value) + "; it must not be negative");
  const T most = T(clip_value);
  for (Tensor<T> &g : gradients)
    if (g.defined())
      update(
          "clip", [most](T v) { return v > most    ? most
                                       : v < -most ? -most
                                                   : v; }, g);
}

template <class T> bool all_finite(const Tensor<T> &x) {
  const Tensor<T> dense = x.contiguous();
  const T *const elements = dense.data();
  // Without an exit, so that it is done by vectors.
  bool finite = true;
  for (std::int64_t i = 0; i < dense.numel(); ++i)
    finite &= std::fabs(elements[i]) <= std::numeric_limits<T>::max();
  return finite;
}

#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template double clip_grad_norm(Gradients<T> &, double, double);                                                      \
  template void clip_grad_value(Gradients<T> &, double);                                                               \
  template bool all_finite(const Tensor<T> &);
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
#undef CLANGENT_INSTANTIATE

} // namespace clangent::optim
