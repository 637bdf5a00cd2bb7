// Programs may define macros named by single capital letters, as <complex.h> does I, before the headers.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O1 %s %{runtime} -o %t && %t | FileCheck %s
#define A 1 +
#define B 1 +
#define C 1 +
#define D 1 +
#define E 1 +
#define F 1 +
#define G 1 +
#define H 1 +
#define I 1 +
#define J 1 +
#define K 1 +
#define L 1 +
#define M 1 +
#define N 1 +
#define O 1 +
#define P 1 +
#define Q 1 +
#define R 1 +
#define S 1 +
#define T 1 +
#define U 1 +
#define V 1 +
#define W 1 +
#define X 1 +
#define Y 1 +
#define Z 1 +

#include <clangent/clangent.h>
#include <clangent/macros.h>
#include <clangent/rules/special.h>
#include <clangent/tape.h>
#include <clangent/tensor.h>
#include <clangent/tensor/accumulate.h>
#include <clangent/tensor/activations.h>
#include <clangent/tensor/adjoint.h>
#include <clangent/tensor/arithmetic.h>
#include <clangent/tensor/bar.h>
#include <clangent/tensor/block_total.h>
#include <clangent/tensor/blocks.h>
#include <clangent/tensor/buffer.h>
#include <clangent/tensor/compare.h>
#include <clangent/tensor/convolution.h>
#include <clangent/tensor/create.h>
#include <clangent/tensor/cumulative.h>
#include <clangent/tensor/dtype.h>
#include <clangent/tensor/elementwise.h>
#include <clangent/tensor/elementwise_rules.h>
#include <clangent/tensor/error.h>
#include <clangent/tensor/extrema.h>
#include <clangent/tensor/files.h>
#include <clangent/tensor/indexing.h>
#include <clangent/tensor/init.h>
#include <clangent/tensor/join.h>
#include <clangent/tensor/layers.h>
#include <clangent/tensor/lbfgs.h>
#include <clangent/tensor/linalg.h>
#include <clangent/tensor/loss.h>
#include <clangent/tensor/loss_classes.h>
#include <clangent/tensor/math.h>
#include <clangent/tensor/matrix_views.h>
#include <clangent/tensor/members.h>
#include <clangent/tensor/normalise.h>
#include <clangent/tensor/optim.h>
#include <clangent/tensor/parameters.h>
#include <clangent/tensor/pooling.h>
#include <clangent/tensor/print.h>
#include <clangent/tensor/random.h>
#include <clangent/tensor/reduce.h>
#include <clangent/tensor/reductions.h>
#include <clangent/tensor/rows.h>
#include <clangent/tensor/schedule.h>
#include <clangent/tensor/shape.h>
#include <clangent/tensor/softmax.h>
#include <clangent/tensor/tangents.h>
#include <clangent/tensor/tangents_layers.h>
#include <clangent/tensor/tangents_parts.h>
#include <clangent/tensor/tensor_class.h>
#include <clangent/tensor/tensor_view.h>
#include <clangent/tensor/threads.h>
#include <clangent/tensor/train.h>
#include <clangent/tensor/train_state.h>
#include <clangent/tensor/view_functions.h>
#include <clangent/tensor/view_path.h>
#include <clangent/tensor/view_spec.h>
#include <clangent/tensor/views.h>

#include <array>
#include <cstdio>

struct Line {
  double slope, offset;
  int samples;
};

double loss(const Line &line, const double (&weights)[2], const clangent::Tensor<double> &x) {
  double sum = line.offset * weights[0];
  for (int i = 0; i < line.samples; ++i)
    sum += weights[1] * line.slope;
  return sum + clangent::sum(x * x * line.slope).item();
}

int main() {
  const double weights[2] = {3, 5};
  const clangent::Tensor<double> x({2}, {1, 2});
  const auto [line, of_weights, of_x] = clangent::gradient<loss>(Line{2, 7, 4}, weights, x);
  std::printf("%g %g\n", line.slope, line.offset);
  std::printf("%g %g\n", of_weights[0], of_weights[1]);
  std::printf("%g %g\n", of_x.at(0), of_x.at(1));

  const auto only_weights = clangent::gradient<loss, clangent::wrt<1>>(Line{2, 7, 4}, weights, x);
  std::printf("%g %g\n", only_weights[0], only_weights[1]);

  Line bar{0, 0, 0};
  const double value = clangent::vjp<loss>(clangent::dup(Line{2, 7, 4}, bar), weights, x);
  std::printf("%g %g %g\n", value, bar.slope, bar.offset);
}

// CHECK: 25 3
// CHECK-NEXT: 7 8
// CHECK-NEXT: 4 8
// CHECK-NEXT: 7 8
// CHECK-NEXT: 71 25 3
