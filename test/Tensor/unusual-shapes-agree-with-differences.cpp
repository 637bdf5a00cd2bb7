// Operands that broadcast, several dimensions at once, no elements: what an operation accepts, its rules accept.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

using namespace clangent;

CLANGENT_INACTIVE T one_zero() { return {{3}, {0, 2, -1}}; }

// Factors over all but one dimension, in any order.
double product_over_some(const T &x) {
  const T over_ends = prod(x, {2, 0}), over_last = prod(x.transpose(0, 1), {-1, 1}, true);
  return sum(over_ends * over_ends).item() + sum(over_last * x.transpose(0, 1)).item();
}
double product_over_some_with_zeros(const T &x) {
  const T one = x * one_zero(), two = one * one_zero().flatten().unsqueeze(1);
  return sum(prod(one, {0, 2})).item() + sum(prod(two, {1, 2}, true) * x).item();
}
double cosine_of_broadcast(const T &x, const T &row) {
  const T column = x.select(0, 0).slice(1, 0, 1);
  return sum(cosine_similarity(x, row, -1) * cosine_similarity(row, x, 2)).item() +
         sum(cosine_similarity(column, x, 2)).item() + sum(cosine_similarity(x, column, 0) * row).item() +
         sum(cosine_similarity(row, column, 0, 1.5)).item();
}
// Products without columns, and of nothing: sums of no terms are zeros.
double without_columns(const T &x, const T &row) {
  const T none = x.slice(2, 0, 0), nothing = row.slice(0, 0, 0);
  const T zeros = matmul(none, nothing.unsqueeze(1) * row) + linear(none, nothing * row.unsqueeze(1), row);
  return sum(linear(x, nothing.unsqueeze(1) * row)).item() + sum(matmul(x, row.unsqueeze(1) * nothing)).item() +
         sum(linear(row, nothing.unsqueeze(1) * row, nothing)).item() + sum(zeros * x).item();
}
// What is left out has no adjoint: a member of the gradient that was there would not fit its parameter.
struct Layers {
  T weight, bias, kernel, kernel_bias, gain, shift;
  LstmWeights<double> cell;
};
double without_biases(const Layers &net, const T &x) {
  const T y = linear(x, net.weight, net.bias);
  const T lines = conv1d(y, net.kernel, net.kernel_bias);
  const T image = conv2d(y.unsqueeze(2), net.kernel.unsqueeze(2), net.kernel_bias);
  const T batch = batch_norm_training(y, net.gain, net.shift, {}, {}).y;
  const T fixed = batch_norm(y, net.gain, net.shift, T::zeros({3}), T::ones({3}));
  const T layer = layer_norm(y, {3}, net.gain, net.shift);
  const auto state = lstm_cell(y, LstmState<double>{T::zeros({2, 3, 1}), T::ones({2, 3, 1})}, net.cell);
  return sum(lines * lines).item() + sum(image * image).item() + sum(batch * fixed * layer * state.h * state.c).item();
}
template <class V> void for_each_number(Layers &x, Layers &bar, V &&visit) {
  for (T Layers::*member :
       {&Layers::weight, &Layers::bias, &Layers::kernel, &Layers::kernel_bias, &Layers::gain, &Layers::shift})
    for_each_number(x.*member, bar.*member, visit);
  for (T LstmWeights<double>::*member :
       {&LstmWeights<double>::w_ih, &LstmWeights<double>::w_hh, &LstmWeights<double>::b_ih, &LstmWeights<double>::b_hh})
    for_each_number(x.cell.*member, bar.cell.*member, visit);
}

int main() {
  manual_seed(5);
  const T x = randn<double>({2, 3, 3}), row = randn<double>({3});
  CHECK_FUNCTION(product_over_some, x);
  CHECK_FUNCTION(product_over_some_with_zeros, x);
  CHECK_FUNCTION(cosine_of_broadcast, x, row);
  CHECK_FUNCTION(without_columns, x, row);
  const Layers net{x[0], {}, x.slice(2, 0, 1), {}, {}, {}, {randn<double>({4, 3}), randn<double>({4, 1}), {}, {}}};
  CHECK_FUNCTION(without_biases, net, x);
  const auto bar = std::get<0>(gradient_tuple<without_biases>(net, x));
  for (const T &left_out : {bar.bias, bar.kernel_bias, bar.gain, bar.shift, bar.cell.b_ih, bar.cell.b_hh})
    if (left_out.defined())
      std::printf("an operand that is left out has an adjoint\n"), ++check::failures;
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
