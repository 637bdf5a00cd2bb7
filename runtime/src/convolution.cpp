// Convolution by patches: columns of a matrix hold the input patch of each
// output pixel, so that the rest is GEMM. One image and group at a time.
#include <clangent/tensor/convolution.h>

#include <clangent/tensor/linalg.h>

namespace clangent::detail {
namespace {

// Every size of one convolution, checked.
struct Geometry {
  std::int64_t images, channels, height, width;      // input
  std::int64_t kernels, kernel_height, kernel_width; // weight
  std::int64_t out_height, out_width;
  std::int64_t group_channels, group_kernels;
  Conv2dOptions options;

  std::int64_t patch() const { return group_channels * kernel_height * kernel_width; }
  std::int64_t pixels() const { return out_height * out_width; }
  Shape output() const { return {images, kernels, out_height, out_width}; }
};

std::int64_t out_size(std::int64_t n, std::int64_t kernel, std::int64_t stride, std::int64_t padding,
                      std::int64_t dilation) {
  const std::int64_t room = n + 2 * padding - dilation * (kernel - 1) - 1;
  return room < 0 ? -1 : room / stride + 1;
}

Geometry geometry(const Shape &x, const Shape &w, const Conv2dOptions &o) {
  if (x.size() != 4 || w.size() != 4)
    fail_shapes("conv2d", "needs rank 4", {x, w});
  if (o.groups <= 0 || x[1] % o.groups || w[0] % o.groups || x[1] / o.groups != w[1])
    fail_shapes("conv2d", "channels do not fit " + std::to_string(o.groups) + " groups", {x, w});
  for (int i = 0; i < 2; ++i)
    if (o.stride[i] <= 0 || o.dilation[i] <= 0 || o.padding[i] < 0 || w[2 + i] <= 0)
      fail_shapes("conv2d", "stride, dilation, padding or kernel", {x, w});
  Geometry g{x[0], x[1], x[2], x[3], w[0], w[2], w[3], 0, 0, w[1], w[0] / o.groups, o};
  g.out_height = out_size(x[2], w[2], o.stride[0], o.padding[0], o.dilation[0]);
  g.out_width = out_size(x[3], w[3], o.stride[1], o.padding[1], o.dilation[1]);
  if (g.out_height < 0 || g.out_width < 0)
    fail_shapes("conv2d", "kernel is larger than the input", {x, w});
  return g;
}

// f(p, q, i): element (p, q) of the patch matrix is input element i of the
// group's channels, for all that lie inside the image.
template <class F> void for_each_patch_element(const Geometry &g, const F &f) {
  std::int64_t p = 0;
  for (std::int64_t c = 0; c < g.group_channels; ++c)
    for (std::int64_t kh = 0; kh < g.kernel_height; ++kh)
      for (std::int64_t kw = 0; kw < g.kernel_width; ++kw, ++p)
        for (std::int64_t oh = 0; oh < g.out_height; ++oh) {
          const std::int64_t h = oh * g.options.stride[0] - g.options.padding[0] + kh * g.options.dilation[0];
          if (h < 0 || h >= g.height)
            continue;
          for (std::int64_t ow = 0; ow < g.out_width; ++ow) {
            const std::int64_t w = ow * g.options.stride[1] - g.options.padding[1] + kw * g.options.dilation[1];
            if (w >= 0 && w < g.width)
              f(p, oh * g.out_width + ow, (c * g.height + h) * g.width + w);
          }
        }
}

template <class T> void gather_patches(const Geometry &g, const T *x, Tensor<T> &patches) {
  T *const out = patches.writable();
  std::fill_n(out, patches.numel(), T(0));
  const std::int64_t pixels = g.pixels();
  for_each_patch_element(g, [=](std::int64_t p, std::int64_t q, std::int64_t i) { out[p * pixels + q] = x[i]; });
}

// f(x offset, weight offset, output offset) for every image and group.
template <class F> void for_each_block(const Geometry &g, const F &f) {
  const std::int64_t x_size = g.group_channels * g.height * g.width;
  const std::int64_t w_size = g.group_kernels * g.patch();
  const std::int64_t y_size = g.group_kernels * g.pixels();
  for (std::int64_t n = 0; n < g.images; ++n)
    for (std::int64_t k = 0; k < g.options.groups; ++k)
      f((n * g.options.groups + k) * x_size, k * w_size, (n * g.options.groups + k) * y_size);
}

template <class T> MatrixRef<T> dense(const T *data, std::int64_t rows, std::int64_t columns) {
  return {data, rows, columns, columns, 1};
}

} // namespace

template <class T>
Tensor<T> conv2d_forward(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias,
                         const Conv2dOptions &options) {
  require_defined("conv2d", x, weight);
  const Geometry g = geometry(x.shape(), weight.shape(), options);
  if (bias.defined() && bias.shape() != Shape{g.kernels})
    fail_shapes("conv2d", "bias does not fit", {weight.shape(), bias.shape()});
  Tensor<T> y =
      bias.defined() ? bias.reshape({g.kernels, 1, 1}).expand(g.output()).copy() : Tensor<T>::zeros(g.output());
  const Tensor<T> in = x.contiguous(), w = weight.contiguous();
  auto patches = Tensor<T>::empty({g.patch(), g.pixels()});
  T *const out = y.writable();
  for_each_block(g, [&](std::int64_t at_x, std::int64_t at_w, std::int64_t at_y) {
    gather_patches(g, in.data() + at_x, patches);
    gemm(T(1), dense(w.data() + at_w, g.group_kernels, g.patch()), as_matrix(patches), T(1), out + at_y, g.pixels());
  });
  return y;
}

template <class T>
Tensor<T> conv2d_x_bar(const Shape &x_shape, const Tensor<T> &weight, const Conv2dOptions &options,
                       const Tensor<T> &y_bar) {
  const Geometry g = geometry(x_shape, weight.shape(), options);
  const Tensor<T> grad = y_bar.contiguous(), w = weight.contiguous();
  auto x_bar = Tensor<T>::zeros(x_shape);
  auto patches = Tensor<T>::empty({g.patch(), g.pixels()});
  T *const out = x_bar.writable();
  const std::int64_t pixels = g.pixels();
  for_each_block(g, [&](std::int64_t at_x, std::int64_t at_w, std::int64_t at_y) {
    T *const p = patches.writable();
    gemm(T(1), dense(w.data() + at_w, g.group_kernels, g.patch()).transposed(),
         dense(grad.data() + at_y, g.group_kernels, pixels), T(0), p, pixels);
    for_each_patch_element(
        g, [=](std::int64_t row, std::int64_t q, std::int64_t i) { out[at_x + i] += p[row * pixels + q]; });
  });
  return x_bar;
}

template <class T>
Tensor<T> conv2d_weight_bar(const Tensor<T> &x, const Shape &weight_shape, const Conv2dOptions &options,
                            const Tensor<T> &y_bar) {
  const Geometry g = geometry(x.shape(), weight_shape, options);
  const Tensor<T> grad = y_bar.contiguous(), in = x.contiguous();
  auto weight_bar = Tensor<T>::zeros(weight_shape);
  auto patches = Tensor<T>::empty({g.patch(), g.pixels()});
  T *const out = weight_bar.writable();
  for_each_block(g, [&](std::int64_t at_x, std::int64_t at_w, std::int64_t at_y) {
    gather_patches(g, in.data() + at_x, patches);
    gemm(T(1), dense(grad.data() + at_y, g.group_kernels, g.pixels()), as_matrix(patches).transposed(), T(1),
         out + at_w, g.patch());
  });
  return weight_bar;
}

#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template Tensor<T> conv2d_forward(const Tensor<T> &, const Tensor<T> &, const Tensor<T> &, const Conv2dOptions &);   \
  template Tensor<T> conv2d_x_bar(const Shape &, const Tensor<T> &, const Conv2dOptions &, const Tensor<T> &);         \
  template Tensor<T> conv2d_weight_bar(const Tensor<T> &, const Shape &, const Conv2dOptions &, const Tensor<T> &);
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
#undef CLANGENT_INSTANTIATE

} // namespace clangent::detail
