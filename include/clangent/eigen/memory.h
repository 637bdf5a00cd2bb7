// Matrices of Eigen as memory with strides: what the operations with derivatives of their own work on.
#ifndef CLANGENT_EIGEN_MEMORY_H
#define CLANGENT_EIGEN_MEMORY_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../macros.h"
#include "../tape.h"

#include <utility>

namespace clangent {
namespace eigen {

using Index = Eigen::Index;

// The memory of matrices of dynamic size, which they and the program's own code may give back.
struct Memory {
  [[clang::annotate("clangent.allocate")]] static void *allocate(std::size_t bytes) {
    return Eigen::internal::aligned_malloc(bytes);
  }
  [[clang::annotate("clangent.release")]] static void release(void *memory) { Eigen::internal::aligned_free(memory); }
};

// Where the elements of a matrix are: element (i, j) is at i * down + j * across.
struct Layout {
  Index rows, cols, down, across;
  constexpr Layout transposed() const { return {cols, rows, across, down}; }
  constexpr Index size() const { return rows * cols; }
};

// What a product, or a solve, may read in place: columns, or rows, without gaps between their elements.
template <class Scalar, int Order>
using Strided = Eigen::Map<Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Order>, 0, Eigen::OuterStride<>>;
template <class Scalar, int Order>
using ConstStrided =
    Eigen::Map<const Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Order>, 0, Eigen::OuterStride<>>;
template <class Scalar> using Dense = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
template <class Scalar> using Scattered = Eigen::Map<Dense<Scalar>, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>;
template <class Scalar>
using ConstScattered = Eigen::Map<const Dense<Scalar>, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>;

template <class Scalar> Scattered<Scalar> matrix(Scalar *at, const Layout &of) {
  return {at, of.rows, of.cols, {of.across, of.down}};
}
template <class Scalar> ConstScattered<Scalar> matrix(const Scalar *at, const Layout &of) {
  return {at, of.rows, of.cols, {of.across, of.down}};
}

// use(matrix), which is the memory itself, but for one with gaps: that is copied.
template <class Scalar, class Use> void read(const Scalar *at, const Layout &of, Use &&use) {
  if (of.down == 1)
    use(ConstStrided<Scalar, Eigen::ColMajor>(at, of.rows, of.cols, Eigen::OuterStride<>(of.across)));
  else if (of.across == 1)
    use(ConstStrided<Scalar, Eigen::RowMajor>(at, of.rows, of.cols, Eigen::OuterStride<>(of.down)));
  else {
    const Dense<Scalar> copy = matrix(at, of);
    use(ConstStrided<Scalar, Eigen::ColMajor>(copy.data(), of.rows, of.cols, Eigen::OuterStride<>(of.rows)));
  }
}

// The elements, column by column, on the tape.
template <class Scalar> const Scalar *kept(const Scalar *at, const Layout &of, Tape::Frame &tape) {
  Scalar *const copy = tape.template array<Scalar>(of.size());
  if (of.size())
    matrix(copy, {of.rows, of.cols, 1, of.rows}) = matrix(at, of);
  return copy;
}

} // namespace eigen
} // namespace clangent

#endif // CLANGENT_EIGEN_MEMORY_H
