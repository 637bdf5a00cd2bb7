// Pooling: every kind is a list of windows per direction; forward and adjoint
// walk the same lists.
#include <clangent/tensor/pooling.h>

#include <algorithm>
#include <vector>

namespace clangent {
namespace {

// Elements [from, to) of one direction; `count` divides averages.
struct Window {
  std::int64_t from, to, count;
};

struct Windows {
  std::vector<Window> rows, columns;
};

std::vector<Window> pool_windows(const char *operation, const Shape &x, int direction, const Pool2dOptions &o) {
  const std::int64_t n = x[2 + direction], kernel = o.kernel[direction], stride = o.stride[direction],
                     padding = o.padding[direction];
  if (n == 0)
    detail::fail_shapes(operation, "no elements to pool", {x});
  if (kernel <= 0 || stride <= 0 || padding < 0 || 2 * padding > kernel)
    detail::fail_shapes(operation, "kernel, stride or padding", {x});
  const std::int64_t room = n + 2 * padding - kernel;
  if (room < 0 && !(o.ceil_mode && room + stride > 0))
    detail::fail_shapes(operation, "kernel is larger than the input", {x});
  std::int64_t count = (room + (o.ceil_mode ? stride - 1 : 0)) / stride + 1;
  // A last window must begin inside the image or its left padding.
  if (o.ceil_mode && (count - 1) * stride >= n + padding)
    --count;
  std::vector<Window> windows;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t start = i * stride - padding;
    const std::int64_t end = std::min(start + kernel, n + padding);
    const Window inside{std::max<std::int64_t>(start, 0), std::min(end, n), 0};
    windows.push_back({inside.from, inside.to, o.count_include_pad ? end - start : inside.to - inside.from});
  }
  return windows;
}

Windows pool_windows(const char *operation, const Shape &x, const Pool2dOptions &options) {
  if (x.size() != 4)
    detail::fail_shapes(operation, "needs rank 4", {x});
  return {pool_windows(operation, x, 0, options), pool_windows(operation, x, 1, options)};
}

std::vector<Window> adaptive_windows(std::int64_t n, std::int64_t out) {
  std::vector<Window> windows;
  for (std::int64_t i = 0; i < out; ++i) {
    const std::int64_t from = i * n / out, to = ((i + 1) * n + out - 1) / out;
    windows.push_back({from, to, to - from});
  }
  return windows;
}

Windows adaptive_windows(const Shape &x, BothWays out) {
  if (x.size() != 4 || x[2] == 0 || x[3] == 0 || out[0] <= 0 || out[1] <= 0)
    detail::fail_shapes("adaptive_avg_pool2d", "needs rank 4, elements and parts", {x, {out[0], out[1]}});
  return {adaptive_windows(x[2], out[0]), adaptive_windows(x[3], out[1])};
}

Shape pooled_shape(const Shape &x, const Windows &windows) {
  return {x[0], x[1], std::int64_t(windows.rows.size()), std::int64_t(windows.columns.size())};
}

// f(image offset, row window, column window, k) for output element k.
template <class F> void for_each_window(const Shape &x, const Windows &windows, const F &f) {
  std::int64_t k = 0;
  for (std::int64_t image = 0; image < x[0] * x[1]; ++image)
    for (const Window &row : windows.rows)
      for (const Window &column : windows.columns)
        f(image * x[2] * x[3], row, column, k++);
}

template <class T> std::int64_t largest_in(const T *x, std::int64_t width, const Window &row, const Window &column) {
  std::int64_t best = row.from * width + column.from;
  for (std::int64_t h = row.from; h < row.to; ++h)
    for (std::int64_t w = column.from; w < column.to; ++w) {
      const T v = x[h * width + w];
      if (v > x[best] || (v != v && x[best] == x[best]))
        best = h * width + w;
    }
  return best;
}

// Of each window the element of `values` where x is largest.
template <class T> Tensor<T> at_largest(const Tensor<T> &x, const Tensor<T> &values, const Pool2dOptions &options) {
  const Windows windows = pool_windows("max_pool2d", x.shape(), options);
  const Tensor<T> in = x.contiguous(), from = values.contiguous();
  auto y = Tensor<T>::empty(pooled_shape(x.shape(), windows));
  T *const out = y.writable();
  for_each_window(x.shape(), windows, [&](std::int64_t image, const Window &row, const Window &column, std::int64_t k) {
    out[k] = from.data()[image + largest_in(in.data() + image, x.shape()[3], row, column)];
  });
  return y;
}

template <class T> Tensor<T> average(const Tensor<T> &x, const Windows &windows) {
  const Tensor<T> in = x.contiguous();
  const std::int64_t width = x.shape()[3];
  auto y = Tensor<T>::empty(pooled_shape(x.shape(), windows));
  T *const out = y.writable();
  for_each_window(x.shape(), windows, [&](std::int64_t image, const Window &row, const Window &column, std::int64_t k) {
    T total = 0;
    for (std::int64_t h = row.from; h < row.to; ++h)
      for (std::int64_t w = column.from; w < column.to; ++w)
        total += in.data()[image + h * width + w];
    out[k] = total / T(row.count * column.count);
  });
  return y;
}

template <class T>
void average_adjoint(const Shape &x_shape, const Windows &windows, const Tensor<T> &y_bar, BarReference<T> x_bar) {
  const Tensor<T> grad = y_bar.contiguous();
  const std::int64_t width = x_shape[3];
  T *const out = x_bar.materialise(x_shape).writable();
  for_each_window(x_shape, windows, [&](std::int64_t image, const Window &row, const Window &column, std::int64_t k) {
    const T g = grad.data()[k] / T(row.count * column.count);
    for (std::int64_t h = row.from; h < row.to; ++h)
      for (std::int64_t w = column.from; w < column.to; ++w)
        out[image + h * width + w] += g;
  });
}

} // namespace

template <class T> Tensor<T> max_pool2d(const Tensor<T> &x, const Pool2dOptions &options) {
  return at_largest(x, x, options);
}

template <class T>
void max_pool2d_adjoint(const Tensor<T> &x, const Pool2dOptions &options, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const Windows windows = pool_windows("max_pool2d", x.shape(), options);
  const Tensor<T> in = x.contiguous(), grad = y_bar.contiguous();
  T *const out = x_bar.materialise(x.shape()).writable();
  for_each_window(x.shape(), windows, [&](std::int64_t image, const Window &row, const Window &column, std::int64_t k) {
    out[image + largest_in(in.data() + image, x.shape()[3], row, column)] += grad.data()[k];
  });
}

template <class T>
Tensor<T> max_pool2d_tangent(const Tensor<T> &x, const Pool2dOptions &options, const Tensor<T> &x_dot) {
  return x_dot.defined() ? at_largest(x, x_dot, options) : x_dot;
}

template <class T> Tensor<T> avg_pool2d(const Tensor<T> &x, const Pool2dOptions &options) {
  return average(x, pool_windows("avg_pool2d", x.shape(), options));
}
template <class T>
void avg_pool2d_adjoint(const Shape &x_shape, const Pool2dOptions &options, const Tensor<T> &y_bar, Bar<T> x_bar) {
  average_adjoint(x_shape, pool_windows("avg_pool2d", x_shape, options), y_bar, x_bar);
}

template <class T> Tensor<T> adaptive_avg_pool2d(const Tensor<T> &x, BothWays out) {
  return average(x, adaptive_windows(x.shape(), out));
}
template <class T>
void adaptive_avg_pool2d_adjoint(const Shape &x_shape, BothWays out, const Tensor<T> &y_bar, Bar<T> x_bar) {
  average_adjoint(x_shape, adaptive_windows(x_shape, out), y_bar, x_bar);
}

#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template Tensor<T> max_pool2d(const Tensor<T> &, const Pool2dOptions &);                                             \
  template void max_pool2d_adjoint(const Tensor<T> &, const Pool2dOptions &, const Tensor<T> &, BarReference<T>);      \
  template Tensor<T> max_pool2d_tangent(const Tensor<T> &, const Pool2dOptions &, const Tensor<T> &);                  \
  template Tensor<T> avg_pool2d(const Tensor<T> &, const Pool2dOptions &);                                             \
  template void avg_pool2d_adjoint(const Shape &, const Pool2dOptions &, const Tensor<T> &, BarReference<T>);          \
  template Tensor<T> adaptive_avg_pool2d(const Tensor<T> &, BothWays);                                                 \
  template void adaptive_avg_pool2d_adjoint(const Shape &, BothWays, const Tensor<T> &, BarReference<T>);
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
#undef CLANGENT_INSTANTIATE

} // namespace clangent
