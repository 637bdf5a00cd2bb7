// Initialisers. Parameters are computed in double, values as the samplers say;
// compiled without contraction, like random.cpp.
#include <clangent/tensor/init.h>

#include <clangent/tensor/arithmetic.h>

#include <Eigen/QR>

#include <cmath>

namespace clangent::init {

Fans fans(const Shape &shape) {
  if (shape.size() < 2)
    detail::fail_shapes("fans", "needs rank 2 or more", {shape});
  std::int64_t field = 1;
  for (int d = 2; d < shape.size(); ++d)
    field *= shape[d];
  return {shape[1] * field, shape[0] * field};
}

double calculate_gain(const std::string &nonlinearity, double parameter) {
  static const char *const plain[] = {"linear",           "conv1d",           "conv2d",           "conv3d",
                                      "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "sigmoid"};
  for (const char *name : plain)
    if (nonlinearity == name)
      return 1;
  if (nonlinearity == "tanh")
    return 5.0 / 3;
  if (nonlinearity == "relu")
    return std::sqrt(2.0);
  if (nonlinearity == "leaky_relu")
    return std::sqrt(2.0 / (1 + parameter * parameter));
  if (nonlinearity == "selu")
    return 3.0 / 4;
  throw TensorError("calculate_gain", "unknown nonlinearity " + nonlinearity);
}

namespace {

double xavier_std(const Shape &shape, double gain) {
  const Fans f = fans(shape);
  return gain * std::sqrt(2.0 / double(f.in + f.out));
}

double kaiming_std(const Shape &shape, const KaimingOptions &options) {
  const Fans f = fans(shape);
  const double fan = double(options.mode == FanMode::fan_in ? f.in : f.out);
  return calculate_gain(options.nonlinearity, options.a) / std::sqrt(fan);
}

template <class T, std::size_t N> T horner(T z, const double (&coefficients)[N]) {
  T y = T(coefficients[N - 1]);
  for (std::size_t i = N - 1; i-- > 0;)
    y = std::fma(y, z, T(coefficients[i]));
  return y;
}

// Inverse of erf: a rational start and two Newton steps.
template <class T> T erfinv(T y) {
  static const double p[] = {0.886226899, -1.645349621, 0.914624893, -0.140543331};
  static const double q[] = {1, -2.118377725, 1.442710462, -0.329097515, 0.012229801};
  static const double r[] = {-1.970840454, -1.624906493, 3.429567803, 1.641345311};
  static const double s[] = {1, 3.543889200, 1.637067800};
  const T size = std::fabs(y);
  if (!(size <= T(1)))
    return std::numeric_limits<T>::quiet_NaN();
  if (size == T(1))
    return std::copysign(std::numeric_limits<T>::infinity(), y);
  T x;
  if (size <= T(0.7)) {
    const T z = y * y;
    x = y * horner(z, p) / horner(z, q);
  } else {
    const T z = std::sqrt(-std::log((T(1) - size) / T(2)));
    x = std::copysign(horner(z, r), y) / horner(z, s);
  }
  const T slope = T(2.0 / std::sqrt(3.14159265358979323846));
  for (int step = 0; step < 2; ++step)
    x = x - (std::erf(x) - y) / (slope * std::exp(-x * x));
  return x;
}

double normal_cdf(double x) { return (1 + std::erf(x / std::sqrt(2.0))) / 2; }

} // namespace

template <class T> void xavier_uniform_(Tensor<T> &x, double gain, Generator &generator) {
  const double bound = std::sqrt(3.0) * xavier_std(x.shape(), gain);
  uniform_(x, -bound, bound, generator);
}
template <class T> void xavier_normal_(Tensor<T> &x, double gain, Generator &generator) {
  normal_(x, 0, xavier_std(x.shape(), gain), generator);
}
template <class T> void kaiming_uniform_(Tensor<T> &x, const KaimingOptions &options, Generator &generator) {
  if (x.numel() == 0)
    return;
  const double bound = std::sqrt(3.0) * kaiming_std(x.shape(), options);
  uniform_(x, -bound, bound, generator);
}
template <class T> void kaiming_normal_(Tensor<T> &x, const KaimingOptions &options, Generator &generator) {
  if (x.numel() > 0)
    normal_(x, 0, kaiming_std(x.shape(), options), generator);
}

template <class T> void trunc_normal_(Tensor<T> &x, double mean, double std, double a, double b, Generator &generator) {
  const double low = normal_cdf((a - mean) / std);
  const double high = normal_cdf((b - mean) / std);
  uniform_(x, 2 * low - 1, 2 * high - 1, generator);
  const T scale = T(std * std::sqrt(2.0)), shift = T(mean);
  const T least = T(a), most = T(b);
  T *const p = x.writable_as_laid_out();
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    T v = erfinv(p[i]);
    v = v * scale;
    v = v + shift;
    v = v < least ? least : v;
    p[i] = v > most ? most : v;
  }
}

template <class T> void sparse_(Tensor<T> &x, double sparsity, double std, Generator &generator) {
  if (x.rank() != 2)
    detail::fail_shapes("sparse_", "needs rank 2", {x.shape()});
  const std::int64_t rows = x.shape()[0], columns = x.shape()[1];
  const std::int64_t zeros = std::int64_t(std::ceil(sparsity * double(rows)));
  if (zeros < 0 || zeros > rows)
    throw TensorError("sparse_", "sparsity " + std::to_string(sparsity));
  normal_(x, 0, std, generator);
  T *const p = x.writable();
  for (std::int64_t c = 0; c < columns; ++c) {
    const auto order = randperm(rows, generator);
    for (std::int64_t k = 0; k < zeros; ++k)
      p[order.data()[k] * columns + c] = T(0);
  }
}

template <class T> void orthogonal_(Tensor<T> &x, double gain, Generator &generator) {
  if (x.rank() < 2)
    detail::fail_shapes("orthogonal_", "needs rank 2 or more", {x.shape()});
  if (x.numel() == 0)
    return;
  using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
  const std::int64_t rows = x.shape()[0], columns = x.numel() / rows;
  auto drawn = Tensor<T>::empty({rows, columns});
  clangent::normal_(drawn, 0, 1, generator);
  using RowMajor = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Matrix a = Eigen::Map<const RowMajor>(drawn.data(), rows, columns);
  const bool wide = rows < columns;
  if (wide)
    a.transposeInPlace();
  const Eigen::HouseholderQR<Matrix> qr(a);
  Matrix q = qr.householderQ() * Matrix::Identity(a.rows(), a.cols());
  for (Eigen::Index k = 0; k < q.cols(); ++k) {
    const T corner = qr.matrixQR()(k, k);
    q.col(k) *= T((corner > T(0)) - (corner < T(0)));
  }
  if (wide)
    q.transposeInPlace();
  Eigen::Map<RowMajor>(x.writable(), rows, columns) = q * T(gain);
}

template <class T> void eye_(Tensor<T> &x) {
  if (x.rank() != 2)
    detail::fail_shapes("eye_", "needs rank 2", {x.shape()});
  x = Tensor<T>::zeros(x.shape());
  T *const p = x.writable();
  const std::int64_t columns = x.shape()[1];
  for (std::int64_t i = 0; i < x.shape()[0] && i < columns; ++i)
    p[i * columns + i] = T(1);
}

template <class T> void dirac_(Tensor<T> &x, std::int64_t groups) {
  const Shape shape = x.shape();
  if (shape.size() < 3 || shape.size() > 5 || groups <= 0 || shape[0] % groups != 0)
    detail::fail_shapes("dirac_", "needs rank 3 to 5 and fitting groups", {shape});
  x = Tensor<T>::zeros(shape);
  const std::int64_t per_group = shape[0] / groups;
  for (std::int64_t g = 0; g < groups; ++g)
    for (std::int64_t k = 0; k < per_group && k < shape[1]; ++k) {
      Dims at{g * per_group + k, k};
      for (int d = 2; d < shape.size(); ++d)
        at.push_back(shape[d] / 2);
      x.set_index(at, T(1));
    }
}

namespace {
template <class T> LayerParameters<T> affine(const Shape &shape, Generator &generator) {
  LayerParameters<T> p{Tensor<T>::empty(shape), Tensor<T>::empty({shape[0]})};
  KaimingOptions options;
  options.a = std::sqrt(5.0);
  kaiming_uniform_(p.weight, options, generator);
  const double bound = 1 / std::sqrt(double(fans(shape).in));
  uniform_(p.bias, -bound, bound, generator);
  return p;
}
} // namespace

template <class T> LayerParameters<T> linear(std::int64_t in, std::int64_t out, Generator &generator) {
  return affine<T>({out, in}, generator);
}
template <class T>
LayerParameters<T> conv2d(std::int64_t in, std::int64_t out, std::int64_t kernel, Generator &generator) {
  return affine<T>({out, in, kernel, kernel}, generator);
}
template <class T> Tensor<T> embedding(std::int64_t count, std::int64_t size, Generator &generator) {
  return randn<T>({count, size}, generator);
}
template <class T>
RecurrentParameters<T> recurrent(int gates, std::int64_t in, std::int64_t hidden, Generator &generator) {
  const std::int64_t rows = gates * hidden;
  RecurrentParameters<T> p{Tensor<T>::empty({rows, in}), Tensor<T>::empty({rows, hidden}), Tensor<T>::empty({rows}),
                           Tensor<T>::empty({rows})};
  const double bound = 1 / std::sqrt(double(hidden));
  for (Tensor<T> *x : {&p.weight_ih, &p.weight_hh, &p.bias_ih, &p.bias_hh})
    uniform_(*x, -bound, bound, generator);
  return p;
}

#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template void xavier_uniform_(Tensor<T> &, double, Generator &);                                                     \
  template void xavier_normal_(Tensor<T> &, double, Generator &);                                                      \
  template void kaiming_uniform_(Tensor<T> &, const KaimingOptions &, Generator &);                                    \
  template void kaiming_normal_(Tensor<T> &, const KaimingOptions &, Generator &);                                     \
  template void trunc_normal_(Tensor<T> &, double, double, double, double, Generator &);                               \
  template void sparse_(Tensor<T> &, double, double, Generator &);                                                     \
  template void orthogonal_(Tensor<T> &, double, Generator &);                                                         \
  template void eye_(Tensor<T> &);                                                                                     \
  template void dirac_(Tensor<T> &, std::int64_t);                                                                     \
  template LayerParameters<T> linear(std::int64_t, std::int64_t, Generator &);                                         \
  template LayerParameters<T> conv2d(std::int64_t, std::int64_t, std::int64_t, Generator &);                           \
  template Tensor<T> embedding(std::int64_t, std::int64_t, Generator &);                                               \
  template RecurrentParameters<T> recurrent(int, std::int64_t, std::int64_t, Generator &);
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
#undef CLANGENT_INSTANTIATE

} // namespace clangent::init
