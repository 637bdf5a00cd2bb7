// Eigenvalues, in rising order, and eigenvectors of a symmetric matrix, over memory, and their derivatives.
#ifndef CLANGENT_EIGEN_EIGENVALUES_H
#define CLANGENT_EIGEN_EIGENVALUES_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "memory.h"

#include <limits>

namespace clangent {
namespace eigen {

// Eigenvalues of a symmetric matrix, of which the lower triangle is read; the eigenvectors replace it.
template <class Scalar> struct CLANGENT_OPERATION Eigenvectors {
  static void run(Scalar *a, Scalar *values, Index size, Index down, Index across, int *info) {
    const Eigen::SelfAdjointEigenSolver<Dense<Scalar>> solver(
        Dense<Scalar>(matrix<Scalar>(static_cast<const Scalar *>(a), {size, size, down, across})));
    *info = int(solver.info());
    matrix(a, {size, size, down, across}) = solver.eigenvectors();
    matrix(values, {size, 1, 1, size}) = solver.eigenvalues();
  }

  struct Residual {
    Scalar *a_bar, *values_bar;
    const Scalar *vectors, *values;
    Layout of_a;
    bool failed;
  };
  static void forward(Scalar *a, Scalar *values, Index size, Index down, Index across, int *info, Scalar *a_bar,
                      Scalar *values_bar, Tape::Frame &tape, Residual *&residual) {
    const Layout of_a = {size, size, down, across};
    run(a, values, size, down, across, info);
    residual = tape.make(Residual{a_bar, values_bar, a_bar ? kept<Scalar>(a, of_a, tape) : nullptr,
                                  a_bar ? kept<Scalar>(values, {size, 1, 1, size}, tape) : nullptr, of_a,
                                  *info != int(Eigen::Success)});
  }
  // v (diagonal of the values' adjoints, and v^T v_bar divided by the differences of the values) v^T
  static void reverse(Residual *of) {
    const Index size = of->of_a.rows;
    if (!of->a_bar || size == 0)
      return;
    auto a_bar = matrix(of->a_bar, of->of_a);
    const ConstStrided<Scalar, Eigen::ColMajor> v(of->vectors, size, size, Eigen::OuterStride<>(size));
    const Dense<Scalar> v_bar = a_bar;
    a_bar.setZero();
    if (of->failed) {
      a_bar.setConstant(std::numeric_limits<Scalar>::quiet_NaN());
      return;
    }
    Dense<Scalar> turned = v.transpose() * v_bar;
    for (Index j = 0; j < size; ++j)
      for (Index i = 0; i < size; ++i)
        if (i != j)
          turned(i, j) = turned(i, j) == Scalar(0) ? Scalar(0) : turned(i, j) / (of->values[j] - of->values[i]);
    for (Index i = 0; i < size; ++i) {
      turned(i, i) = of->values_bar ? of->values_bar[i] : Scalar(0);
      if (of->values_bar)
        of->values_bar[i] = 0;
    }
    const Dense<Scalar> s = v * turned * v.transpose();
    Dense<Scalar> both = s + s.transpose();
    both.diagonal() /= 2;
    a_bar.template triangularView<Eigen::Lower>() = both;
  }
  static void tangent(Scalar *a, Scalar *values, Index size, Index down, Index across, int *info, Scalar *a_dot,
                      Scalar *values_dot) {
    const Layout of_a = {size, size, down, across};
    run(a, values, size, down, across, info);
    const Dense<Scalar> v = matrix<Scalar>(static_cast<const Scalar *>(a), of_a);
    Dense<Scalar> turned = Dense<Scalar>::Zero(size, size);
    if (a_dot) {
      const Dense<Scalar> moved = Dense<Scalar>(matrix<Scalar>(static_cast<const Scalar *>(a_dot), of_a))
                                      .template selfadjointView<Eigen::Lower>();
      turned = v.transpose() * moved * v;
    }
    for (Index i = 0; values_dot && i < size; ++i)
      values_dot[i] = turned(i, i);
    if (!a_dot)
      return;
    for (Index j = 0; j < size; ++j)
      for (Index i = 0; i < size; ++i)
        if (i == j || turned(i, j) == Scalar(0))
          turned(i, j) = 0;
        else
          turned(i, j) /= values[j] - values[i];
    matrix(a_dot, of_a) = v * turned;
  }
};

} // namespace eigen
} // namespace clangent

#endif // CLANGENT_EIGEN_EIGENVALUES_H
