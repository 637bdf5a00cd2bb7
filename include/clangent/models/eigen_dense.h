// What Eigen's innermost functions do, written over single numbers: Eigen runs them with vectors of the processor, with
// memory of its own, and with assertions about addresses. See clangent/model.h.
#ifndef CLANGENT_MODELS_EIGEN_DENSE_H
#define CLANGENT_MODELS_EIGEN_DENSE_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../eigen/product.h"
#include "../model.h"

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <type_traits>

namespace clangent {

// ---- memory

namespace models {

template <class Element, bool Align>
[[clang::annotate("clangent.stands_for", "Eigen::internal::conditional_aligned_new_auto")]] Element *
allocate_matrix(std::size_t size) {
  if constexpr (Align)
    return static_cast<Element *>(eigen::Memory::allocate(size * sizeof(Element)));
  else
    return static_cast<Element *>(std::malloc(size * sizeof(Element)));
}
template <class Element, bool Align>
[[clang::annotate("clangent.stands_for", "Eigen::internal::conditional_aligned_delete_auto")]] void
release_matrix(Element *memory, std::size_t) {
  if constexpr (Align)
    eigen::Memory::release(memory);
  else
    std::free(memory);
}
template <class Element, bool Align>
[[clang::annotate("clangent.stands_for", "Eigen::internal::conditional_aligned_realloc_new_auto")]] Element *
allocate_matrix_again(Element *memory, std::size_t size, std::size_t before) {
  Element *const grown = allocate_matrix<Element, Align>(size);
  for (std::size_t i = 0; i < (before < size ? before : size); ++i)
    grown[i] = memory[i];
  release_matrix<Element, Align>(memory, before);
  return grown;
}
template <class Element>
[[clang::annotate("clangent.stands_for", "Eigen::internal::smart_copy")]] void
copy_matrix(const Element *from, const Element *end, Element *to) {
  const std::ptrdiff_t count = end - from;
  for (std::ptrdiff_t i = 0; i < count; ++i)
    to[i] = from[i];
}

} // namespace models

// ---- matrices of integers are memory too

template <class Scalar, int Rows, int Cols, int Options, int MaxRows, int MaxCols>
struct model<Eigen::Matrix<Scalar, Rows, Cols, Options, MaxRows, MaxCols>> {};
template <class Scalar, int Rows, int Cols, int Options, int MaxRows, int MaxCols>
struct model<Eigen::Array<Scalar, Rows, Cols, Options, MaxRows, MaxCols>> {};
template <int Size, int MaxSize, class Number> struct model<Eigen::PermutationMatrix<Size, MaxSize, Number>> {};
template <int Size, int MaxSize, class Number> struct model<Eigen::Transpositions<Size, MaxSize, Number>> {};

template <class Scalar, int Options>
struct [[clang::annotate(
    "clangent.elements", "m_data", "m_rows",
    "m_cols")]] model<Eigen::DenseStorage<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::Dynamic, Options>>{};
template <class Scalar, int Rows, int Options>
struct [[clang::annotate(
    "clangent.elements", "m_data", Rows,
    "m_cols")]] model<Eigen::DenseStorage<Scalar, Eigen::Dynamic, Rows, Eigen::Dynamic, Options>>{};
template <class Scalar, int Cols, int Options>
struct [[clang::annotate("clangent.elements", "m_data", "m_rows",
                         Cols)]] model<Eigen::DenseStorage<Scalar, Eigen::Dynamic, Eigen::Dynamic, Cols, Options>>{};

// ---- numbers

namespace models {

template <class Scalar>
[[clang::annotate("clangent.stands_for", "Eigen::numext::sqrt")]] Scalar square_root(const Scalar &x) {
  return std::sqrt(x);
}

} // namespace models

// ---- assignments and reductions, element by element

template <class Kernel, int Traversal, int Unrolling>
struct model<Eigen::internal::dense_assignment_loop<Kernel, Traversal, Unrolling>> {
  static void run(Kernel &kernel) {
    if constexpr (Traversal == Eigen::LinearTraversal || Traversal == Eigen::LinearVectorizedTraversal) {
      const Eigen::Index size = kernel.size();
      for (Eigen::Index i = 0; i < size; ++i)
        kernel.assignCoeff(i);
    } else if constexpr (Traversal != Eigen::AllAtOnceTraversal) {
      const Eigen::Index outer = kernel.outerSize(), inner = kernel.innerSize();
      for (Eigen::Index j = 0; j < outer; ++j)
        for (Eigen::Index i = 0; i < inner; ++i)
          kernel.assignCoeffByOuterInner(j, i);
    }
  }
};

// The larger and the smaller of two numbers; what becomes of one that is none is left open.
template <class Scalar> struct model<Eigen::internal::scalar_max_op<Scalar, Scalar, Eigen::PropagateFast>> {
  Scalar operator()(const Scalar &a, const Scalar &b) const { return a < b ? b : a; }
};
template <class Scalar> struct model<Eigen::internal::scalar_min_op<Scalar, Scalar, Eigen::PropagateFast>> {
  Scalar operator()(const Scalar &a, const Scalar &b) const { return b < a ? b : a; }
};

template <class Function, class Evaluator, int Traversal, int Unrolling>
struct model<Eigen::internal::redux_impl<Function, Evaluator, Traversal, Unrolling>> {
  using Scalar = typename Evaluator::Scalar;
  template <class Expression>
  static Scalar run(const Evaluator &of, const Function &function, const Expression &whole) {
    const Eigen::Index outer = whole.outerSize(), inner = whole.innerSize();
    Scalar result = of.coeffByOuterInner(0, 0);
    for (Eigen::Index i = 1; i < inner; ++i)
      result = function(result, of.coeffByOuterInner(0, i));
    for (Eigen::Index j = 1; j < outer; ++j)
      for (Eigen::Index i = 0; i < inner; ++i)
        result = function(result, of.coeffByOuterInner(j, i));
    return result;
  }
};

// ---- products

template <class Scalar> struct model<eigen::Product<Scalar>> {
  static void run(Scalar *c, const Scalar *a, const Scalar *b, Eigen::Index rows, Eigen::Index cols, Eigen::Index depth,
                  Eigen::Index, Eigen::Index, Eigen::Index, Eigen::Index, Eigen::Index, Eigen::Index, int) {
    c[rows] += a[cols] * b[depth];
  }
};

namespace models {

// Left matrix as memory; an expression is computed first.
template <class Matrix> constexpr bool isMemory = (int(Matrix::Flags) & Eigen::DirectAccessBit) != 0;
template <class Matrix>
using Evaluated = std::conditional_t<isMemory<Matrix>, const Matrix &, typename Matrix::PlainObject>;
template <class Matrix> Eigen::Index down(const Matrix &m) {
  return Matrix::IsRowMajor ? m.outerStride() : m.innerStride();
}
template <class Matrix> Eigen::Index across(const Matrix &m) {
  return Matrix::IsRowMajor ? m.innerStride() : m.outerStride();
}

// Are the numbers multiplied one by one? Few of them are, and what is no more than a loop over vectors.
constexpr int few = 64;
template <class Result, class Left, class Right> constexpr bool isSmall() {
  constexpr int rows = Result::RowsAtCompileTime, cols = Result::ColsAtCompileTime;
  constexpr int depth =
      int(Left::ColsAtCompileTime) == Eigen::Dynamic ? Right::RowsAtCompileTime : Left::ColsAtCompileTime;
  constexpr bool isFixed = rows != Eigen::Dynamic && cols != Eigen::Dynamic && depth != Eigen::Dynamic;
  return (isFixed && rows * cols * depth <= few) || (rows == 1 && cols == 1) || depth == 1;
}

// c = a * b where `sign` is 0, else c += sign * a * b.
template <int sign, class Result, class Left, class Right>
void combineProduct(Result &c, const Left &a, const Right &b) {
  Evaluated<Left> left(a);
  Evaluated<Right> right(b);
  using Scalar = typename Result::Scalar;
  Scalar *const to = c.data();
  const Scalar *const from = left.data(), *const with = right.data();
  const Eigen::Index c_down = down(c), c_across = across(c), a_down = down(left), a_across = across(left),
                     b_down = down(right), b_across = across(right);
  const Eigen::Index rows = c.rows(), cols = c.cols(), depth = a.cols();
  if constexpr (isSmall<Result, Left, Right>()) {
    for (Eigen::Index j = 0; j < cols; ++j)
      for (Eigen::Index i = 0; i < rows; ++i) {
        Scalar sum = 0;
        for (Eigen::Index k = 0; k < depth; ++k)
          sum += from[i * a_down + k * a_across] * with[k * b_down + j * b_across];
        if constexpr (sign > 0)
          to[i * c_down + j * c_across] += sum;
        else if constexpr (sign < 0)
          to[i * c_down + j * c_across] -= sum;
        else
          to[i * c_down + j * c_across] = sum;
      }
  } else {
    if constexpr (sign == 0)
      for (Eigen::Index j = 0; j < cols; ++j)
        for (Eigen::Index i = 0; i < rows; ++i)
          to[i * c_down + j * c_across] = 0;
    if (rows != 0 && cols != 0 && depth != 0)
      eigen::Product<Scalar>::run(to, from, with, rows, cols, depth, c_down, c_across, a_down, a_across, b_down,
                                  b_across, sign < 0 ? -1 : 1);
  }
}

// What has no memory is changed by way of a matrix of its own.
template <class Left, class Right> struct Products {
  template <class Result> static void evalTo(Result &c, const Left &a, const Right &b) {
    if constexpr (isMemory<Result>) {
      combineProduct<0>(c, a, b);
    } else {
      typename Result::PlainObject product(a.rows(), b.cols());
      combineProduct<0>(product, a, b);
      c = product;
    }
  }
  template <class Result> static void addTo(Result &c, const Left &a, const Right &b) {
    if constexpr (isMemory<Result>) {
      combineProduct<1>(c, a, b);
    } else {
      typename Result::PlainObject product(a.rows(), b.cols());
      combineProduct<0>(product, a, b);
      c += product;
    }
  }
  template <class Result> static void subTo(Result &c, const Left &a, const Right &b) {
    if constexpr (isMemory<Result>) {
      combineProduct<-1>(c, a, b);
    } else {
      typename Result::PlainObject product(a.rows(), b.cols());
      combineProduct<0>(product, a, b);
      c -= product;
    }
  }
};

} // namespace models

template <class Left, class Right, int Tag>
struct model<Eigen::internal::generic_product_impl<Left, Right, Eigen::DenseShape, Eigen::DenseShape, Tag>> {
  template <class Result> static void evalTo(Result &c, const Left &a, const Right &b) {
    models::Products<Left, Right>::evalTo(c, a, b);
  }
  template <class Result> static void addTo(Result &c, const Left &a, const Right &b) {
    models::Products<Left, Right>::addTo(c, a, b);
  }
  template <class Result> static void subTo(Result &c, const Left &a, const Right &b) {
    models::Products<Left, Right>::subTo(c, a, b);
  }
};
template <class Left, class Right, int Tag>
struct model<Eigen::internal::generic_product_impl_base<
    Left, Right, Eigen::internal::generic_product_impl<Left, Right, Eigen::DenseShape, Eigen::DenseShape, Tag>>> {
  template <class Result> static void evalTo(Result &c, const Left &a, const Right &b) {
    models::Products<Left, Right>::evalTo(c, a, b);
  }
  template <class Result> static void addTo(Result &c, const Left &a, const Right &b) {
    models::Products<Left, Right>::addTo(c, a, b);
  }
  template <class Result> static void subTo(Result &c, const Left &a, const Right &b) {
    models::Products<Left, Right>::subTo(c, a, b);
  }
};

// ---- rotations

#ifdef EIGEN_QUATERNION_H
template <int Target, class Left, class Right, class Scalar>
struct model<Eigen::internal::quat_product<Target, Left, Right, Scalar>> {
  static Eigen::Quaternion<Scalar> run(const Eigen::QuaternionBase<Left> &a, const Eigen::QuaternionBase<Right> &b) {
    return Eigen::Quaternion<Scalar>(a.w() * b.w() - a.x() * b.x() - a.y() * b.y() - a.z() * b.z(),
                                     a.w() * b.x() + a.x() * b.w() + a.y() * b.z() - a.z() * b.y(),
                                     a.w() * b.y() + a.y() * b.w() + a.z() * b.x() - a.x() * b.z(),
                                     a.w() * b.z() + a.z() * b.w() + a.x() * b.y() - a.y() * b.x());
  }
};
template <int Target, class Left, class Scalar> struct model<Eigen::internal::quat_conj<Target, Left, Scalar>> {
  static Eigen::Quaternion<Scalar> run(const Eigen::QuaternionBase<Left> &a) {
    return Eigen::Quaternion<Scalar>(a.w(), -a.x(), -a.y(), -a.z());
  }
};
#endif

} // namespace clangent

#endif // CLANGENT_MODELS_EIGEN_DENSE_H
