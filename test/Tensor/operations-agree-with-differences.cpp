// Operations with active numbers, of lists and structs that vary in part and with several results, which the reference
// numbers leave out, agree with central differences in both modes.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

using namespace clangent;

CLANGENT_INACTIVE Tensor<std::int64_t> columns() { return {{2, 2}, {0, 2, 1, 1}}; }
CLANGENT_INACTIVE Tensor<std::int64_t> rows_of_two() { return {{2}, {1, 0}}; }
CLANGENT_INACTIVE Tensor<std::int64_t> classes() { return {{2}, {2, 0}}; }
CLANGENT_INACTIVE T constants() { return {{2, 3}, {1, 2, 4, 3, 0, 1}}; }
CLANGENT_INACTIVE T middle() { return {{3}, {0, 1, 0}}; }

double numbers(const T &x, double s) {
  const T above = exp(x); // a positive base
  return sum((x + s) * (s - x) / s + s / above + pow(above, s) * scalar_pow(s, x)).item();
}
double made_of_a_number(double s, const T &x) {
  const T filled = full<double>({2, 3}, s * s);
  return sum(filled * x.t().contiguous().t() * T(s) + full_like(x, s) * x.copy()).item();
}
T rounded(const T &x) { return (x.to<float>() * x.to<float>()).to<double>(); }

double assigned(const T &x, const T &row) {
  const T once = slice_assign(x, row.unsqueeze(0) * row, 0, 1, 2);
  const T fixed = slice_assign(T::ones({2, 3}), x.slice(1, 0, 2), 1, 1, 3);
  return sum(once * once * slice_assign(once, T::ones({1, 3}), 0, 0, 1) + fixed * x).item();
}
double assigned_at(const T &x, const T &row) {
  T once = select_assign(x, row * row, 0, -1);
  once = select_assign(once, once.select(1, 2) * once.select(1, 0), 1, 1);
  const T fixed = select_assign(T::ones({2, 3}), x.select(0, 1), 0, 0);
  return sum(once * once * select_assign(once, T::ones({3}), 0, 0) + fixed * x).item();
}
double joined(const T &x, const T &row) {
  const std::vector<T> parts{x, T::ones({1, 3}), row.unsqueeze(0) * row};
  const std::vector<T> rows = split(cat(parts), 1), halves = chunk(stack<double>({x, x * x, x}, -1), 2, -1);
  T total = sum(halves[0]) * sum(halves[1] * halves[1]);
  for (std::size_t i = 0; i < rows.size(); ++i)
    total = total + sum(rows[i]) * double(i);
  return (total + sum(cat<double>({row, T::ones({2})}))).item();
}
double placed(const T &x, const T &row) {
  const Tensor<std::int64_t> index = columns(), list = rows_of_two();
  const T scattered = scatter_add(T::ones({2, 3}), 1, index, x.slice(1, 0, 2) * 2.0);
  const T added = index_add(x, 0, list, x * x), rows = embedding(list, x);
  return sum(scattered * added * rows * row + scatter_add(x, 1, index, T::ones({2, 2}))).item();
}
double chosen(const T &x, const T &row) {
  const auto [largest, at] = max(x, 0, true);
  const auto smallest = min(x, 1);
  const auto sorted = sort(x, 1, true), best = topk(x, 2, -1);
  const T kept = where(x > 0.0, row, T(0.5)) + where(x > 0.0, T(2.0), x) + masked_fill(row, x > 0.5, 3.0);
  return sum(largest * sorted.values * kept).item() + sum(best.values * smallest.values.unsqueeze(1)).item() +
         (max(x) * min(row) * double(at.numel())).item();
}
double limited(const T &x, const T &row) {
  const T wide = clamp(x, row - 1.0, row + 0.25), both = maximum(x, row.unsqueeze(0)) * minimum(x * 2.0, T(0.1));
  return sum(wide * both + clamp(x, -0.5, 0.5) + atan2(x, row) + pow(exp(row), x) + fmod(x, exp(row)) +
             remainder(x, 0.7) * fmod(row, 0.3)).item();
}
double reduced(const T &x) {
  const T spread = std_dev(x, {1}, true, true) + var(x, {0}) + logsumexp(x, {0, 1}) + norm(x, 3.0, {1}, true);
  return sum(spread * prod(x, {0}, true) * cumprod(x, 1) * amax(x, {1}, true) * amin(x)).item();
}
double with_zeros(const T &x) {
  const T some = x * middle();
  return sum(cumprod(some + middle(), 0)).item() + sum(prod(some.slice(0, 1, 3)) * x).item();
}
double normalised(const T &x, const T &weight, const T &bias, const T &old_mean, const T &old_var) {
  const auto trained = batch_norm_training(x, weight, bias, old_mean, old_var, 0.3);
  const T fixed = batch_norm(x, weight, bias, T::zeros({3}), T::ones({3}));
  const T layer = layer_norm(x * x, {3}, weight, bias);
  return sum(trained.y * trained.y * fixed * layer * trained.running_mean * trained.running_var).item();
}
double only_scaled(const T &weight) {
  const T x = constants();
  const auto trained = batch_norm_training(x, weight, {}, T::zeros({3}), T::ones({3}));
  return sum(trained.y * layer_norm(x, {3}, {}, weight) * trained.running_var).item();
}
double remembered(const T &x, const LstmState<double> &state, const LstmWeights<double> &weights) {
  LstmState<double> s = state;
  for (int i = 0; i < 2; ++i)
    s = lstm_cell(x, s, weights);
  return sum(s.h * s.c).item();
}
double started(const T &h) { // weights and the cell's state are constants
  const LstmWeights<double> weights{
      full<double>({12, 2}, 0.3), full<double>({12, 3}, -0.2), full<double>({12}, 0.1), {}};
  const auto s = lstm_cell(ones<double>({2, 2}), LstmState<double>{h, ones<double>({2, 3})}, weights);
  return sum(s.h * s.h).item() + sum(s.c).item();
}
double attended(const T &x, const T &row) { return sum(attention(x, x * row, tanh(x)) * row).item(); }
double classified(const T &x, const T &row) {
  ClassLossOptions<double> options;
  options.weight = constants()[0];
  options.label_smoothing = 0.1;
  const Tensor<std::int64_t> target = classes();
  const T shares = softmax(x * row, 1);
  return (cross_entropy(x, target, options) * nll_loss(log_softmax(x, 1), target) * cross_entropy(x, shares) +
          sum(cosine_similarity(x, x * row)) + kl_div(x, shares) * huber_loss(x, shares, 0.5))
      .item();
}
double convolved(const T &x, const T &row) {
  const T image = x.reshape({1, 1, 2, 3}), kernel = row.reshape({1, 1, 1, 3});
  const T padded = conv2d(image, kernel, sum(row).reshape({1}), {{1, 1}, {0, 1}});
  const T lines = conv1d(x.unsqueeze(0), stack<double>({x, x * x}).slice(2, 0, 2));
  return sum(padded * max_pool2d(padded, Pool2dOptions::square(2, 1)).slice(3, 0, 1)).item() +
         sum(avg_pool2d(image, Pool2dOptions::square(2, 1)) * sum(lines)).item() +
         sum(adaptive_avg_pool2d(image * image, {1, 2})).item();
}
double multiplied(const T &x, const T &row) {
  const T square = addmm(row, x.t(), x, 0.5, 2.0);
  return sum(roll(flip(square, {0}), 1, 1) * repeat(row, {3, 1}) + outer(row, row)).item() + trace(square).item();
}

namespace clangent {
template <class V> void for_each_number(LstmState<double> &x, LstmState<double> &bar, V &&visit) {
  for_each_number(x.h, bar.h, visit);
  for_each_number(x.c, bar.c, visit);
}
template <class V> void for_each_number(LstmWeights<double> &x, LstmWeights<double> &bar, V &&visit) {
  for_each_number(x.w_ih, bar.w_ih, visit);
  for_each_number(x.w_hh, bar.w_hh, visit);
  for_each_number(x.b_ih, bar.b_ih, visit);
  for_each_number(x.b_hh, bar.b_hh, visit);
}
} // namespace clangent

int main() {
  manual_seed(5);
  const T x = randn<double>({2, 3}), row = randn<double>({3});
  CHECK_FUNCTION(numbers, x, 1.7);
  CHECK_FUNCTION(made_of_a_number, 0.7, x);
  CHECK_FUNCTION(assigned, x, row);
  CHECK_FUNCTION(assigned_at, x, row);
  CHECK_FUNCTION(joined, x, row);
  CHECK_FUNCTION(placed, x, row);
  CHECK_FUNCTION(chosen, x, row);
  CHECK_FUNCTION(limited, x, row);
  CHECK_FUNCTION(reduced, x);
  CHECK_FUNCTION(with_zeros, row);
  CHECK_FUNCTION(normalised, randn<double>({4, 3}), row, randn<double>({3}), randn<double>({3}), ones<double>({3}));
  CHECK_FUNCTION(only_scaled, row);
  const LstmState<double> state{randn<double>({2, 3}), randn<double>({2, 3})};
  const LstmWeights<double> weights{randn<double>({12, 2}), randn<double>({12, 3}), randn<double>({12}),
                                    randn<double>({12})};
  CHECK_FUNCTION(remembered, randn<double>({2, 2}), state, weights);
  CHECK_FUNCTION(started, x);
  CHECK_FUNCTION(attended, x, row);
  CHECK_FUNCTION(classified, x, row);
  CHECK_FUNCTION(convolved, x, row);
  CHECK_FUNCTION(multiplied, x, row);

  // Differences cannot see through a conversion to float.
  T x_bar;
  T x_dot = row.expand({2, 3});
  vjp<rounded>(dup(x, x_bar), seed(ones<double>({2, 3})));
  const T y_dot = jvp<rounded>(dup(x, x_dot)).tangent;
  if (!check::is_near(sum(y_dot).item(), sum(x_bar * x_dot).item(), 1e-6) ||
      !check::is_near(sum(y_dot).item(), 2 * sum(x * x_dot).item(), 1e-6))
    std::printf("rounded: %g\n", sum(y_dot).item()), ++check::failures;
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
