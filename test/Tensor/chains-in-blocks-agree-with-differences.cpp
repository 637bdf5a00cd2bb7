// Chains of elementwise operations that are computed in blocks, of elements or of rows, have the derivatives that central
// differences have: in both modes, for operands of all broadcast shapes, and where the chain goes on from other sums.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -fplugin-arg-clangent-no-blocks -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#define CLANGENT_BLOCK_ELEMENTS 4
#include "CheckTensor.h"

namespace {

using namespace clangent;

double chain(const T &x) {
  const T c = tanh(x * 2.0 + 1.0);
  const T g = sigmoid(c * x) - x;
  return sum(square(g) * 0.5 + c).item();
}
double two(const T &x, const T &y) { return sum(tanh(x * y + x) * exp(x - y) / (1.5 + square(y))).item(); }
double three(const T &x, const T &w, const T &b) { return sum(tanh(x * w + b) * sigmoid(x - w * b) + sin(b * x)).item(); }
double numbers(const T &x, double a, double b) { return sum(tanh(x * a + b) * (a - x) + exp(b * x) / a).item(); }
double masked(const T &x, const T &y) {
  const T z = where(x > y, x * x + y, x - y * y);
  return sum(tanh(z) * maximum(x, y) + relu(z - 0.1)).item();
}
T several_results(const T &x, const T &y) {
  const T a = x * y + x, b = tanh(a), c = exp(b * y), d = b * c - a;
  return sum(matmul(b.reshape({1, b.numel()}), c.reshape({c.numel(), 1}))) * 0.1 + sum(d * d);
}
double several(const T &x, const T &y) { return several_results(x, y).item(); }
// The sum of x goes through the product as well, before and behind the chain.
double goes_on(const T &x, const T &w) {
  const T h = matmul(x, w);
  const T c = tanh(x * 2.0 + 1.0) * x - square(x) * 0.5;
  return sum(h * h).item() + sum(c * exp(c * 0.1)).item() + sum(x).item();
}
// The adjoint of c comes from the product and from the chain.
double read_inside(const T &x, const T &w) {
  const T c = tanh(x * 2.0 + 1.0);
  const T d = c * c - sin(c) * 0.5 + c;
  return sum(matmul(c, w)).item() + sum(d * d + exp(c)).item();
}
// What is the same for every row takes part as a result, too.
double repeated(const T &x, const T &row) {
  const T scale = exp(row * 0.3) + square(row);
  const T y = tanh(x * scale) - x / scale;
  return sum(y * y).item() + 3 * sum(scale).item();
}
double transposed(const T &x, const T &y) {
  const T z = x.t() * y;
  return sum(tanh(z) * z + exp(z * 0.2) - y * z).item();
}
double in_loop(const T &x, int n) {
  T h = x;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    h = tanh(h * 1.1 + x) * h - 0.1 * square(h) + sin(x);
    s += sum(h).item();
  }
  return s;
}
double in_branch(const T &x, const T &y) {
  T z = x;
  if (sum(x).item() > 0)
    z = tanh(x * y + 1.0) * exp(y - x) + square(x) * 0.5;
  return sum(z * y).item();
}
// Conditions are computed again before each turn, so that no loop of blocks can stand before them.
double in_condition(const T &x) {
  T h = x;
  while (mean(square(tanh(h * 2.0 + 1.0)) * exp(h) - h).item() > 0.6)
    h = h * 0.5;
  return sum(h * h).item();
}
double in_both_conditions(const T &x, const T &y) {
  T h = x * 2.0;
  double s = 0;
  for (; mean(square(tanh(h * y + 1.0)) * exp(h) - h).item() > 0.7 && sum(exp(h * 0.1) * tanh(h) - h * y * 0.1).item() > -50;
       h = h * 0.7)
    s += sum(tanh(h * y) * h - square(h) * 0.1).item();
  do
    h = tanh(h * 1.1 + y) * h - square(h) * 0.01;
  while (sum(square(tanh(h * 2.0 + 1.0)) * exp(h) - h).item() > 20.0);
  return sum(h * h).item() + s;
}
double seeded(const T &x, const T &w) {
  const T y = softmax(matmul(x, w), 1);
  const T z = tanh(y * 3.0) * y - square(y) + exp(y * 0.5);
  return sum(matmul(z, w)).item();
}
double mean_of(const T &x, const T &y) { return mean(square(tanh(x * y) - sigmoid(x + y)) + exp(x * 0.1) * y).item(); }

} // namespace

int main() {
  manual_seed(5);
  const T v = randn<double>({11}), u = randn<double>({11}), one = randn<double>({1}), number = T(0.7);
  const T m = randn<double>({6, 5}), n = randn<double>({6, 5}), row = randn<double>({5}), line = randn<double>({1, 5}),
          column = randn<double>({6, 1}), square_one = randn<double>({1, 1}), w = randn<double>({5, 3}),
          back = randn<double>({5, 6}), wide = randn<double>({2, 3, 5});
  CHECK_FUNCTION(chain, v);
  CHECK_FUNCTION(chain, m);
  CHECK_FUNCTION(chain, number);
  CHECK_FUNCTION(in_condition, v);
  CHECK_FUNCTION(in_condition, m);
  CHECK_FUNCTION(in_both_conditions, m, row);
  CHECK_FUNCTION(chain, wide);
  for (const auto &[x, y] : {std::pair(v, u), {v, one}, {v, number}, {one, v}, {m, n}, {m, row}, {m, line}, {m, column},
                            {m, square_one}, {column, line}, {column, row}, {m, number}, {wide, row}, {row, wide},
                            {number, m}, {square_one, m}}) {
    CHECK_FUNCTION(two, x, y);
    CHECK_FUNCTION(masked, x, y);
    CHECK_FUNCTION(several, x, y);
    CHECK_FUNCTION(repeated, x, y);
    CHECK_FUNCTION(in_branch, x, y);
    CHECK_FUNCTION(mean_of, x, y);
    CHECK_FUNCTION(three, x, y, number);
  }
  CHECK_FUNCTION(three, m, row, column);
  CHECK_FUNCTION(three, m, line, n);
  CHECK_FUNCTION(three, column, row, m);
  CHECK_FUNCTION(numbers, v, 0.7, -0.4);
  CHECK_FUNCTION(numbers, m, 0.7, -0.4);
  CHECK_FUNCTION(goes_on, m, w);
  CHECK_FUNCTION(read_inside, m, w);
  CHECK_FUNCTION(transposed, m, back);
  CHECK_FUNCTION(transposed, m, row.unsqueeze(1));
  CHECK_FUNCTION(seeded, m, randn<double>({5, 5}));
  T bar;
  const double value = vjp<in_loop>(dup(m, bar), 3);
  for (std::int64_t i = 0; i < m.numel(); ++i) {
    T above = m, below = m;
    above.writable()[i] += 1e-5;
    below.writable()[i] -= 1e-5;
    const double slope = (in_loop(above, 3) - in_loop(below, 3)) / 2e-5;
    check::failures += !check::is_near(slope, bar.data()[i], 1e-6);
  }
  check::failures += !check::is_near(value, in_loop(m, 3), 1e-12);
  // What does not fit together is told by the operation, as without blocks.
  std::string told;
  try {
    gradient<two>(randn<double>({8}), randn<double>({9}));
  } catch (const TensorError &error) {
    told = error.what();
  }
  check::failures += told != "mul: shapes do not broadcast; shapes [8], [9]";
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
