// The decomposition a = l l^T in place of the lower triangle of a, over memory, and its derivatives.
#ifndef CLANGENT_EIGEN_CHOLESKY_H
#define CLANGENT_EIGEN_CHOLESKY_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "memory.h"

#include <limits>

namespace clangent {
namespace eigen {

// The number of the first pivot that is not positive, or -1.
template <class Scalar> Index decompose_cholesky(Scalar *a, const Layout &of_a) {
  Dense<Scalar> l = matrix<Scalar>(static_cast<const Scalar *>(a), of_a);
  const Index failed = Eigen::internal::llt_inplace<Scalar, Eigen::Lower>::blocked(l);
  matrix(a, of_a).template triangularView<Eigen::Lower>() = l;
  return failed;
}

// Lower triangle, with half of the diagonal.
template <class Scalar> Dense<Scalar> half_lower(const Dense<Scalar> &m) {
  Dense<Scalar> half = m.template triangularView<Eigen::Lower>();
  half.diagonal() /= 2;
  return half;
}

template <class Scalar> struct CLANGENT_OPERATION Cholesky {
  static void run(Scalar *a, Index size, Index down, Index across, Index *failed) {
    *failed = decompose_cholesky(a, {size, size, down, across});
  }

  struct Residual {
    Scalar *a_bar;
    const Scalar *l;
    Layout of_a;
    bool failed;
  };
  static void forward(Scalar *a, Index size, Index down, Index across, Index *failed, Scalar *a_bar, Tape::Frame &tape,
                      Residual *&residual) {
    const Layout of_a = {size, size, down, across};
    *failed = decompose_cholesky(a, of_a);
    residual = tape.make(Residual{a_bar, a_bar ? kept<Scalar>(a, of_a, tape) : nullptr, of_a, *failed >= 0});
  }
  // With P = l^T l_bar, half of its lower triangle, and S = l^-T P l^-1, the adjoint of a is S + S^T in the triangle
  // that is read.
  static void reverse(Residual *of) {
    const Index size = of->of_a.rows;
    if (!of->a_bar || size == 0)
      return;
    auto a_bar = matrix(of->a_bar, of->of_a);
    if (of->failed) {
      a_bar.template triangularView<Eigen::Lower>().setConstant(std::numeric_limits<Scalar>::quiet_NaN());
      return;
    }
    const ConstStrided<Scalar, Eigen::ColMajor> l(of->l, size, size, Eigen::OuterStride<>(size));
    const auto lower = l.template triangularView<Eigen::Lower>();
    const Dense<Scalar> l_bar = Dense<Scalar>(a_bar).template triangularView<Eigen::Lower>();
    Dense<Scalar> s = half_lower<Scalar>(lower.transpose() * l_bar);
    lower.transpose().solveInPlace(s);
    lower.template solveInPlace<Eigen::OnTheRight>(s);
    Dense<Scalar> both = s + s.transpose();
    both.diagonal() /= 2;
    a_bar.template triangularView<Eigen::Lower>() = both;
  }
  static void tangent(Scalar *a, Index size, Index down, Index across, Index *failed, Scalar *a_dot) {
    const Layout of_a = {size, size, down, across};
    *failed = decompose_cholesky(a, of_a);
    if (!a_dot || size == 0)
      return;
    auto dot = matrix(a_dot, of_a);
    if (*failed >= 0) {
      dot.template triangularView<Eigen::Lower>().setConstant(std::numeric_limits<Scalar>::quiet_NaN());
      return;
    }
    const Dense<Scalar> l = Dense<Scalar>(matrix(a, of_a)).template triangularView<Eigen::Lower>();
    const auto lower = l.template triangularView<Eigen::Lower>();
    Dense<Scalar> s = Dense<Scalar>(dot).template selfadjointView<Eigen::Lower>();
    lower.solveInPlace(s);
    lower.transpose().template solveInPlace<Eigen::OnTheRight>(s);
    const Dense<Scalar> moved = lower * half_lower<Scalar>(s);
    dot.template triangularView<Eigen::Lower>() = moved;
  }
};

} // namespace eigen
} // namespace clangent

#endif // CLANGENT_EIGEN_CHOLESKY_H
