// c += sign * a * b over memory, by Eigen's product of matrices, also in both sweeps of a derivative.
#ifndef CLANGENT_EIGEN_PRODUCT_H
#define CLANGENT_EIGEN_PRODUCT_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "memory.h"

namespace clangent {
namespace eigen {

// The rows of c are computed as columns where they are what has no gaps.
template <class Scalar>
void add_product(Scalar *c, const Layout &of_c, const Scalar *a, const Layout &of_a, const Scalar *b,
                 const Layout &of_b, int sign) {
  if (of_c.size() == 0 || of_a.cols == 0)
    return;
  if (of_c.down != 1 && of_c.across == 1)
    return add_product(c, of_c.transposed(), b, of_b.transposed(), a, of_a.transposed(), sign);
  if (of_c.down != 1) {
    Dense<Scalar> sum = Dense<Scalar>::Zero(of_c.rows, of_c.cols);
    add_product(sum.data(), {of_c.rows, of_c.cols, 1, of_c.rows}, a, of_a, b, of_b, sign);
    matrix(c, of_c) += sum;
    return;
  }
  Strided<Scalar, Eigen::ColMajor> sum(c, of_c.rows, of_c.cols, Eigen::OuterStride<>(of_c.across));
  read(a, of_a, [&](const auto &left) {
    read(b, of_b, [&](const auto &right) { sum.noalias() += Scalar(sign) * left * right; });
  });
}

// The sizes of c and the number of columns of a; then how far the next row and the next column of each are.
template <class Scalar> struct CLANGENT_OPERATION Product {
  static void run(Scalar *c, const Scalar *a, const Scalar *b, Index rows, Index cols, Index depth, Index c_down,
                  Index c_across, Index a_down, Index a_across, Index b_down, Index b_across, int sign) {
    add_product(c, {rows, cols, c_down, c_across}, a, {rows, depth, a_down, a_across}, b,
                {depth, cols, b_down, b_across}, sign);
  }

  struct Residual {
    Scalar *c_bar, *a_bar, *b_bar;
    const Scalar *a, *b;
    Layout of_c, of_a, of_b;
    int sign;
  };
  static void forward(Scalar *c, const Scalar *a, const Scalar *b, Index rows, Index cols, Index depth, Index c_down,
                      Index c_across, Index a_down, Index a_across, Index b_down, Index b_across, int sign,
                      Scalar *c_bar, Scalar *a_bar, Scalar *b_bar, Tape::Frame &tape, Residual *&residual) {
    const Layout of_c = {rows, cols, c_down, c_across}, of_a = {rows, depth, a_down, a_across},
                 of_b = {depth, cols, b_down, b_across};
    const Scalar *const kept_a = c_bar && b_bar ? kept(a, of_a, tape) : nullptr;
    const Scalar *const kept_b = c_bar && a_bar ? kept(b, of_b, tape) : nullptr;
    residual = tape.make(Residual{c_bar, a_bar, b_bar, kept_a, kept_b, of_c, of_a, of_b, sign});
    add_product(c, of_c, a, of_a, b, of_b, sign);
  }
  static void reverse(Residual *of) {
    if (!of->c_bar)
      return;
    const Layout a = {of->of_a.rows, of->of_a.cols, 1, of->of_a.rows};
    const Layout b = {of->of_b.rows, of->of_b.cols, 1, of->of_b.rows};
    if (of->a_bar)
      add_product<Scalar>(of->a_bar, of->of_a, of->c_bar, of->of_c, of->b, b.transposed(), of->sign);
    if (of->b_bar)
      add_product<Scalar>(of->b_bar, of->of_b, of->a, a.transposed(), of->c_bar, of->of_c, of->sign);
  }
  static void tangent(Scalar *c, const Scalar *a, const Scalar *b, Index rows, Index cols, Index depth, Index c_down,
                      Index c_across, Index a_down, Index a_across, Index b_down, Index b_across, int sign,
                      Scalar *c_dot, const Scalar *a_dot, const Scalar *b_dot) {
    const Layout of_c = {rows, cols, c_down, c_across}, of_a = {rows, depth, a_down, a_across},
                 of_b = {depth, cols, b_down, b_across};
    if (c_dot && a_dot)
      add_product(c_dot, of_c, a_dot, of_a, b, of_b, sign);
    if (c_dot && b_dot)
      add_product(c_dot, of_c, a, of_a, b_dot, of_b, sign);
    add_product(c, of_c, a, of_a, b, of_b, sign);
  }
};

} // namespace eigen
} // namespace clangent

#endif // CLANGENT_EIGEN_PRODUCT_H
