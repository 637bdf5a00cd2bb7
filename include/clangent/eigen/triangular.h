// x = op(a)^-1 b in place of b, over memory, and its derivatives.
#ifndef CLANGENT_EIGEN_TRIANGULAR_H
#define CLANGENT_EIGEN_TRIANGULAR_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "product.h"

namespace clangent {
namespace eigen {

constexpr int transposedMode(int mode) {
  return (mode & ~(Eigen::Lower | Eigen::Upper)) | (mode & Eigen::Lower ? Eigen::Upper : Eigen::Lower);
}

// Only the triangle of a that the mode names is read.
template <int Mode, class Scalar>
void solve_triangular(const Scalar *a, const Layout &of_a, Scalar *b, const Layout &of_b) {
  if (of_b.size() == 0)
    return;
  Dense<Scalar> x = matrix<Scalar>(static_cast<const Scalar *>(b), of_b);
  read(a, of_a, [&](const auto &left) { left.template triangularView<unsigned(Mode)>().solveInPlace(x); });
  matrix(b, of_b) = x;
}

template <class Scalar, int Mode> struct CLANGENT_OPERATION TriangularSolve {
  static void run(Scalar *b, const Scalar *a, Index size, Index count, Index b_down, Index b_across, Index a_down,
                  Index a_across) {
    solve_triangular<Mode>(a, {size, size, a_down, a_across}, b, {size, count, b_down, b_across});
  }

  struct Residual {
    Scalar *b_bar, *a_bar;
    const Scalar *a, *x;
    Layout of_b, of_a;
  };
  static void forward(Scalar *b, const Scalar *a, Index size, Index count, Index b_down, Index b_across, Index a_down,
                      Index a_across, Scalar *b_bar, Scalar *a_bar, Tape::Frame &tape, Residual *&residual) {
    const Layout of_b = {size, count, b_down, b_across}, of_a = {size, size, a_down, a_across};
    solve_triangular<Mode>(a, of_a, b, of_b);
    residual = tape.make(Residual{b_bar, a_bar, b_bar ? kept(a, of_a, tape) : nullptr,
                                  b_bar && a_bar ? kept<Scalar>(b, of_b, tape) : nullptr, of_b, of_a});
  }
  static void reverse(Residual *of) {
    if (!of->b_bar)
      return;
    const Index size = of->of_a.rows, count = of->of_b.cols;
    const Layout a = {size, size, 1, size}, x = {size, count, 1, size};
    solve_triangular<transposedMode(Mode)>(of->a, a.transposed(), of->b_bar, of->of_b);
    if (of->a_bar && count) {
      Dense<Scalar> a_bar = Dense<Scalar>::Zero(size, size);
      add_product<Scalar>(a_bar.data(), a, of->b_bar, of->of_b, of->x, x.transposed(), -1);
      constexpr int part = Mode & Eigen::UnitDiag ? Mode & Eigen::Lower ? Eigen::StrictlyLower : Eigen::StrictlyUpper
                                                  : Mode & (Eigen::Lower | Eigen::Upper);
      matrix(of->a_bar, of->of_a) += a_bar.template triangularView<unsigned(part)>().toDenseMatrix();
    }
  }
  static void tangent(Scalar *b, const Scalar *a, Index size, Index count, Index b_down, Index b_across, Index a_down,
                      Index a_across, Scalar *b_dot, const Scalar *a_dot) {
    const Layout of_b = {size, count, b_down, b_across}, of_a = {size, size, a_down, a_across};
    solve_triangular<Mode>(a, of_a, b, of_b);
    if (!b_dot)
      return;
    if (a_dot && of_b.size()) {
      constexpr int part = Mode & Eigen::UnitDiag ? Mode & Eigen::Lower ? Eigen::StrictlyLower : Eigen::StrictlyUpper
                                                  : Mode & (Eigen::Lower | Eigen::Upper);
      const Dense<Scalar> moved = Dense<Scalar>(matrix(a_dot, of_a)).template triangularView<unsigned(part)>();
      add_product<Scalar>(b_dot, of_b, moved.data(), {size, size, 1, size}, b, of_b, -1);
    }
    solve_triangular<Mode>(a, of_a, b_dot, of_b);
  }
};

} // namespace eigen
} // namespace clangent

#endif // CLANGENT_EIGEN_TRIANGULAR_H
