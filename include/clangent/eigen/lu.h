// The decomposition p a = l u in place of a, over memory, and its derivatives.
#ifndef CLANGENT_EIGEN_LU_H
#define CLANGENT_EIGEN_LU_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "memory.h"

namespace clangent {
namespace eigen {

template <class Scalar, class Number> void decompose_lu(Scalar *a, const Layout &of_a, Number *swaps, Number *count) {
  Dense<Scalar> lu = matrix<Scalar>(static_cast<const Scalar *>(a), of_a);
  Eigen::Transpositions<Eigen::Dynamic, Eigen::Dynamic, Number> transpositions(of_a.rows);
  Eigen::internal::partial_lu_inplace(lu, transpositions, *count);
  matrix(a, of_a) = lu;
  for (Index i = 0; i < of_a.rows; ++i)
    swaps[i] = transpositions.coeff(i);
}

// Only square matrices have this decomposition in Eigen.
template <class Scalar, class Number> struct CLANGENT_OPERATION Lu {
  static void run(Scalar *a, Index size, Index down, Index across, Number *swaps, Number *count) {
    decompose_lu(a, {size, size, down, across}, swaps, count);
  }

  struct Residual {
    Scalar *a_bar;
    const Scalar *lu;
    const Number *swaps;
    Layout of_a;
  };
  static void forward(Scalar *a, Index size, Index down, Index across, Number *swaps, Number *count, Scalar *a_bar,
                      Tape::Frame &tape, Residual *&residual) {
    const Layout of_a = {size, size, down, across};
    decompose_lu(a, of_a, swaps, count);
    Number *const order = a_bar ? tape.template array<Number>(size) : nullptr;
    for (Index i = 0; order && i < size; ++i)
      order[i] = swaps[i];
    residual = tape.make(Residual{a_bar, a_bar ? kept<Scalar>(a, of_a, tape) : nullptr, order, of_a});
  }
  // p^T l^-T (the strict lower triangle of l^T l_bar and the upper one of u_bar u^T) u^-T
  static void reverse(Residual *of) {
    const Index size = of->of_a.rows;
    if (!of->a_bar || size == 0)
      return;
    auto a_bar = matrix(of->a_bar, of->of_a);
    const ConstStrided<Scalar, Eigen::ColMajor> lu(of->lu, size, size, Eigen::OuterStride<>(size));
    const auto l = lu.template triangularView<Eigen::UnitLower>();
    const auto u = lu.template triangularView<Eigen::Upper>();
    const Dense<Scalar> bar = a_bar;
    const Dense<Scalar> l_bar = bar.template triangularView<Eigen::StrictlyLower>();
    const Dense<Scalar> u_bar = bar.template triangularView<Eigen::Upper>();
    const Dense<Scalar> below = l.transpose() * l_bar, above = u_bar * u.transpose();
    Dense<Scalar> s = below.template triangularView<Eigen::StrictlyLower>();
    s += above.template triangularView<Eigen::Upper>().toDenseMatrix();
    l.transpose().solveInPlace(s);
    u.transpose().template solveInPlace<Eigen::OnTheRight>(s);
    for (Index i = size; i-- > 0;)
      s.row(i).swap(s.row(of->swaps[i]));
    a_bar = s;
  }
  static void tangent(Scalar *a, Index size, Index down, Index across, Number *swaps, Number *count, Scalar *a_dot) {
    const Layout of_a = {size, size, down, across};
    decompose_lu(a, of_a, swaps, count);
    if (!a_dot || size == 0)
      return;
    auto dot = matrix(a_dot, of_a);
    const Dense<Scalar> lu = matrix(a, of_a);
    const auto l = lu.template triangularView<Eigen::UnitLower>();
    const auto u = lu.template triangularView<Eigen::Upper>();
    Dense<Scalar> s = dot;
    for (Index i = 0; i < size; ++i)
      s.row(i).swap(s.row(swaps[i]));
    l.solveInPlace(s);
    u.template solveInPlace<Eigen::OnTheRight>(s);
    const Dense<Scalar> below = s.template triangularView<Eigen::StrictlyLower>();
    const Dense<Scalar> above = s.template triangularView<Eigen::Upper>();
    Dense<Scalar> moved = l * below;
    moved += above * u;
    dot = moved;
  }
};

} // namespace eigen
} // namespace clangent

#endif // CLANGENT_EIGEN_LU_H
