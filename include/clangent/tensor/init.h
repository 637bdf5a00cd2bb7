// Initialisers under the names and with the numbers of torch.nn.init, and the
// parameters that freshly built layers have there. For float and double.
#ifndef CLANGENT_TENSOR_INIT_H
#define CLANGENT_TENSOR_INIT_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/random.h>

#include <string>

namespace clangent::init {

// Elements that one output (fan_in), one input (fan_out) takes part in.
struct Fans {
  std::int64_t in, out;
};
Fans fans(const Shape &shape);

// The recommended gain; `parameter` is leaky_relu's slope.
double calculate_gain(const std::string &nonlinearity, double parameter = 0.01);

enum class FanMode { fan_in, fan_out };

struct KaimingOptions {
  double a = 0; // slope of leaky_relu
  FanMode mode = FanMode::fan_in;
  std::string nonlinearity = "leaky_relu";
};

using clangent::normal_;
using clangent::uniform_;

template <class T> void constant_(Tensor<T> &x, T value) { x = Tensor<T>::full(x.shape(), value); }
template <class T> void ones_(Tensor<T> &x) { constant_(x, T(1)); }
template <class T> void zeros_(Tensor<T> &x) { constant_(x, T(0)); }

template <class T> void xavier_uniform_(Tensor<T> &x, double gain = 1, Generator &generator = default_generator());
template <class T> void xavier_normal_(Tensor<T> &x, double gain = 1, Generator &generator = default_generator());
template <class T>
void kaiming_uniform_(Tensor<T> &x, const KaimingOptions &options = {}, Generator &generator = default_generator());
template <class T>
void kaiming_normal_(Tensor<T> &x, const KaimingOptions &options = {}, Generator &generator = default_generator());
// N(mean, std) restricted to [a, b].
template <class T>
void trunc_normal_(Tensor<T> &x, double mean = 0, double std = 1, double a = -2, double b = 2,
                   Generator &generator = default_generator());
// N(0, std) with a fraction of every column set to zero.
template <class T>
void sparse_(Tensor<T> &x, double sparsity, double std = 0.01, Generator &generator = default_generator());
// Rows (or columns) orthogonal and of length gain.
template <class T> void orthogonal_(Tensor<T> &x, double gain = 1, Generator &generator = default_generator());
// The identity matrix.
template <class T> void eye_(Tensor<T> &x);
// Convolution weights that pass their input through.
template <class T> void dirac_(Tensor<T> &x, std::int64_t groups = 1);

// Parameters in the order in which they are made and drawn.
template <class T> struct LayerParameters { Tensor<T> weight, bias; };
template <class T>
LayerParameters<T> linear(std::int64_t in, std::int64_t out, Generator &generator = default_generator());
template <class T>
LayerParameters<T> conv2d(std::int64_t in, std::int64_t out, std::int64_t kernel,
                          Generator &generator = default_generator());
template <class T>
Tensor<T> embedding(std::int64_t count, std::int64_t size, Generator &generator = default_generator());

template <class T> struct RecurrentParameters { Tensor<T> weight_ih, weight_hh, bias_ih, bias_hh; };
// `gates` is 1 for RNN, 3 for GRU, 4 for LSTM.
template <class T>
RecurrentParameters<T> recurrent(int gates, std::int64_t in, std::int64_t hidden,
                                 Generator &generator = default_generator());

} // namespace clangent::init

#pragma pop_macro("T")

#endif
