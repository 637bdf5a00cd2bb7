// What Eigen's innermost functions do, written over single numbers: Eigen runs them with vectors of the processor, with
// memory of its own, and with assertions about addresses. See clangent/model.h.
#ifndef CLANGENT_MODELS_EIGEN_H
#define CLANGENT_MODELS_EIGEN_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../eigen/product.h"
#include "../eigen/triangular.h"
#ifdef EIGEN_LLT_H
#include "../eigen/cholesky.h"
#endif
#ifdef EIGEN_PARTIALLU_H
#include "../eigen/lu.h"
#endif
#ifdef EIGEN_SELFADJOINTEIGENSOLVER_H
#include "../eigen/eigenvalues.h"
#endif
#include "../model.h"

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <type_traits>

namespace clangent {

// ---- memory

namespace models {

template <class T, bool Align>
[[clang::annotate("clangent.stands_for", "Eigen::internal::conditional_aligned_new_auto")]] T *
allocate_matrix(std::size_t size) {
  return static_cast<T *>(std::malloc(size * sizeof(T)));
}
template <class T, bool Align>
[[clang::annotate("clangent.stands_for", "Eigen::internal::conditional_aligned_delete_auto")]] void
release_matrix(T *memory, std::size_t) {
  std::free(memory);
}
template <class T, bool Align>
[[clang::annotate("clangent.stands_for", "Eigen::internal::conditional_aligned_realloc_new_auto")]] T *
allocate_matrix_again(T *memory, std::size_t size, std::size_t before) {
  T *const grown = static_cast<T *>(std::malloc(size * sizeof(T)));
  for (std::size_t i = 0; i < (before < size ? before : size); ++i)
    grown[i] = memory[i];
  std::free(memory);
  return grown;
}
template <class T>
[[clang::annotate("clangent.stands_for", "Eigen::internal::smart_copy")]] void copy_matrix(const T *from, const T *end,
                                                                                           T *to) {
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
  template <class Expression> static Scalar run(const Evaluator &of, const Function &function, const Expression &whole) {
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
  static void run(Scalar *c, const Scalar *a, const Scalar *b, Eigen::Index rows, Eigen::Index cols,
                  Eigen::Index depth, Eigen::Index, Eigen::Index, Eigen::Index, Eigen::Index, Eigen::Index,
                  Eigen::Index, int) {
    c[rows] += a[cols] * b[depth];
  }
};

namespace models {

// A matrix as memory; an expression is computed first.
template <class Matrix> constexpr bool isMemory = (int(Matrix::Flags) & Eigen::DirectAccessBit) != 0;
template <class Matrix> using Evaluated =
    std::conditional_t<isMemory<Matrix>, const Matrix &, typename Matrix::PlainObject>;
template <class Matrix> Eigen::Index down(const Matrix &m) {
  return Matrix::IsRowMajor ? m.outerStride() : m.innerStride();
}
template <class Matrix> Eigen::Index across(const Matrix &m) {
  return Matrix::IsRowMajor ? m.innerStride() : m.outerStride();
}

// Are the numbers multiplied one by one? Few of them are, and what is no more than a loop over vectors.
constexpr int few = 64;
template <class C, class A, class B> constexpr bool isSmall() {
  constexpr int rows = C::RowsAtCompileTime, cols = C::ColsAtCompileTime;
  constexpr int depth = int(A::ColsAtCompileTime) == Eigen::Dynamic ? B::RowsAtCompileTime : A::ColsAtCompileTime;
  constexpr bool isFixed = rows != Eigen::Dynamic && cols != Eigen::Dynamic && depth != Eigen::Dynamic;
  return (isFixed && rows * cols * depth <= few) || (rows == 1 && cols == 1) || depth == 1;
}

template <class C, class A, class B> void addProduct(C &c, const A &a, const B &b, int sign) {
  Evaluated<A> left(a);
  Evaluated<B> right(b);
  using Scalar = typename C::Scalar;
  Scalar *const to = c.data();
  const Scalar *const from = left.data(), *const with = right.data();
  const Eigen::Index c_down = down(c), c_across = across(c), a_down = down(left), a_across = across(left),
                     b_down = down(right), b_across = across(right);
  const Eigen::Index rows = c.rows(), cols = c.cols(), depth = a.cols();
  if constexpr (isSmall<C, A, B>()) {
    for (Eigen::Index j = 0; j < cols; ++j)
      for (Eigen::Index i = 0; i < rows; ++i) {
        Scalar sum = 0;
        for (Eigen::Index k = 0; k < depth; ++k)
          sum += from[i * a_down + k * a_across] * with[k * b_down + j * b_across];
        if (sign > 0)
          to[i * c_down + j * c_across] += sum;
        else
          to[i * c_down + j * c_across] -= sum;
      }
  } else if (rows != 0 && cols != 0 && depth != 0) {
    eigen::Product<Scalar>::run(to, from, with, rows, cols, depth, c_down, c_across, a_down, a_across, b_down,
                                b_across, sign);
  }
}

template <class C, class A, class B> void setProduct(C &c, const A &a, const B &b) {
  Evaluated<A> left(a);
  Evaluated<B> right(b);
  using Scalar = typename C::Scalar;
  Scalar *const to = c.data();
  const Scalar *const from = left.data(), *const with = right.data();
  const Eigen::Index c_down = down(c), c_across = across(c), a_down = down(left), a_across = across(left),
                     b_down = down(right), b_across = across(right);
  const Eigen::Index rows = c.rows(), cols = c.cols(), depth = a.cols();
  if constexpr (isSmall<C, A, B>()) {
    for (Eigen::Index j = 0; j < cols; ++j)
      for (Eigen::Index i = 0; i < rows; ++i) {
        Scalar sum = 0;
        for (Eigen::Index k = 0; k < depth; ++k)
          sum += from[i * a_down + k * a_across] * with[k * b_down + j * b_across];
        to[i * c_down + j * c_across] = sum;
      }
  } else {
    for (Eigen::Index j = 0; j < cols; ++j)
      for (Eigen::Index i = 0; i < rows; ++i)
        to[i * c_down + j * c_across] = 0;
    if (rows != 0 && cols != 0 && depth != 0)
      eigen::Product<Scalar>::run(to, from, with, rows, cols, depth, c_down, c_across, a_down, a_across, b_down,
                                  b_across, 1);
  }
}

// What has no memory is changed by way of a matrix of its own.
template <class A, class B> struct Products {
  template <class C> static void evalTo(C &c, const A &a, const B &b) {
    if constexpr (isMemory<C>) {
      setProduct(c, a, b);
    } else {
      typename C::PlainObject product(a.rows(), b.cols());
      setProduct(product, a, b);
      c = product;
    }
  }
  template <class C> static void addTo(C &c, const A &a, const B &b) {
    if constexpr (isMemory<C>) {
      addProduct(c, a, b, 1);
    } else {
      typename C::PlainObject product(a.rows(), b.cols());
      setProduct(product, a, b);
      c += product;
    }
  }
  template <class C> static void subTo(C &c, const A &a, const B &b) {
    if constexpr (isMemory<C>) {
      addProduct(c, a, b, -1);
    } else {
      typename C::PlainObject product(a.rows(), b.cols());
      setProduct(product, a, b);
      c -= product;
    }
  }
};

} // namespace models

template <class A, class B, int Tag>
struct model<Eigen::internal::generic_product_impl<A, B, Eigen::DenseShape, Eigen::DenseShape, Tag>> {
  template <class C> static void evalTo(C &c, const A &a, const B &b) { models::Products<A, B>::evalTo(c, a, b); }
  template <class C> static void addTo(C &c, const A &a, const B &b) { models::Products<A, B>::addTo(c, a, b); }
  template <class C> static void subTo(C &c, const A &a, const B &b) { models::Products<A, B>::subTo(c, a, b); }
};
template <class A, class B, int Tag>
struct model<Eigen::internal::generic_product_impl_base<
    A, B, Eigen::internal::generic_product_impl<A, B, Eigen::DenseShape, Eigen::DenseShape, Tag>>> {
  template <class C> static void evalTo(C &c, const A &a, const B &b) { models::Products<A, B>::evalTo(c, a, b); }
  template <class C> static void addTo(C &c, const A &a, const B &b) { models::Products<A, B>::addTo(c, a, b); }
  template <class C> static void subTo(C &c, const A &a, const B &b) { models::Products<A, B>::subTo(c, a, b); }
};

// ---- triangular systems

template <class Scalar, int Mode> struct model<eigen::TriangularSolve<Scalar, Mode>> {
  static void run(Scalar *b, const Scalar *a, Eigen::Index size, Eigen::Index count, Eigen::Index, Eigen::Index,
                  Eigen::Index, Eigen::Index) {
    b[size] += a[count];
  }
};

// A system from the right is one of the transposed matrices from the left.
template <class A, class B, int Side, int Mode, int Unrolling, int Vectors>
struct model<Eigen::internal::triangular_solver_selector<A, B, Side, Mode, Unrolling, Vectors>> {
  static void run(const A &a, B &b) {
    models::Evaluated<A> left(a);
    using Scalar = typename B::Scalar;
    if constexpr (Side == Eigen::OnTheLeft)
      eigen::TriangularSolve<Scalar, Mode>::run(b.data(), left.data(), a.cols(), b.cols(), models::down(b),
                                                models::across(b), models::down(left), models::across(left));
    else
      eigen::TriangularSolve<Scalar, eigen::transposedMode(Mode)>::run(
          b.data(), left.data(), a.cols(), b.rows(), models::across(b), models::down(b), models::across(left),
          models::down(left));
  }
};

// ---- decompositions

#ifdef EIGEN_LLT_H
template <class Scalar> struct model<eigen::Cholesky<Scalar>> {
  static void run(Scalar *a, Eigen::Index size, Eigen::Index down, Eigen::Index, Eigen::Index *failed) {
    a[size] += a[down];
    *failed = size;
  }
};
template <class Scalar> struct model<Eigen::internal::llt_inplace<Scalar, Eigen::Lower>> {
  template <class Matrix> static Eigen::Index unblocked(Matrix &a) { return blocked(a); }
  template <class Matrix> static Eigen::Index blocked(Matrix &a) {
    Eigen::Index failed = -1;
    eigen::Cholesky<Scalar>::run(a.data(), a.rows(), models::down(a), models::across(a), &failed);
    return failed;
  }
};
#endif

#ifdef EIGEN_PARTIALLU_H
template <class Scalar, class Number> struct model<eigen::Lu<Scalar, Number>> {
  static void run(Scalar *a, Eigen::Index size, Eigen::Index down, Eigen::Index across, Number *swaps, Number *count) {
    a[size] += a[down];
    swaps[across] = static_cast<Number>(size);
    *count = static_cast<Number>(size);
  }
};
namespace models {
template <class Matrix, class Transpositions>
[[clang::annotate("clangent.stands_for", "Eigen::internal::partial_lu_inplace")]] void
decompose_lu(Matrix &lu, Transpositions &swaps, typename Transpositions::StorageIndex &count) {
  count = 0;
  if (lu.rows() != 0)
    eigen::Lu<typename Matrix::Scalar, typename Transpositions::StorageIndex>::run(
        lu.data(), lu.rows(), down(lu), across(lu), swaps.indices().data(), &count);
}
} // namespace models
#endif

#ifdef EIGEN_INVERSE_SIZE_4_H
template <int Target, class Scalar, class Matrix, class Result>
struct model<Eigen::internal::compute_inverse_size4<Target, Scalar, Matrix, Result>> {
  static void run(const Matrix &matrix, Result &inverse) {
    const typename Matrix::PlainObject of = matrix;
    inverse = of.partialPivLu().inverse();
  }
};
#endif

#ifdef EIGEN_HOUSEHOLDER_SEQUENCE_H
// One reflection after the other.
template <class Vectors, class Coefficients, int Side>
struct model<Eigen::HouseholderSequence<Vectors, Coefficients, Side>> {
  using owner = Eigen::HouseholderSequence<Vectors, Coefficients, Side>;
  template <class Matrix, class Workspace>
  void applyThisOnTheLeft(Matrix &matrix, Workspace &workspace, bool) const {
    const owner &self = reinterpret_cast<const owner &>(*this);
    workspace.resize(matrix.cols());
    for (Eigen::Index k = 0; k < self.m_length; ++k) {
      const Eigen::Index number = self.m_reverse ? k : self.m_length - k - 1;
      matrix.bottomRows(self.rows() - self.m_shift - number)
          .applyHouseholderOnTheLeft(self.essentialVector(number), self.m_coeffs.coeff(number), workspace.data());
    }
  }
};
#endif

#ifdef EIGEN_QR_H
template <class Matrix, class Coefficients, class Scalar, bool HasNoGaps>
struct model<Eigen::internal::householder_qr_inplace_blocked<Matrix, Coefficients, Scalar, HasNoGaps>> {
  static void run(Matrix &matrix, Coefficients &coefficients, Eigen::Index, Scalar *workspace) {
    Eigen::internal::householder_qr_inplace_unblocked(matrix, coefficients, workspace);
  }
};
#endif

#ifdef EIGEN_SELFADJOINTEIGENSOLVER_H
// Of a matrix that is given by two diagonals only the eigenvectors are known to the operation.
template <class Matrix> struct model<Eigen::SelfAdjointEigenSolver<Matrix>> {
  using owner = Eigen::SelfAdjointEigenSolver<Matrix>;
  owner &computeFromTridiagonal(const typename owner::RealVectorType &, const typename owner::SubDiagonalType &, int);
};
template <class Scalar> struct model<eigen::Eigenvectors<Scalar>> {
  static void run(Scalar *a, Scalar *values, Eigen::Index size, Eigen::Index down, Eigen::Index across, int *info) {
    a[size] += a[down];
    values[across] = a[size];
    *info = static_cast<int>(down);
  }
};
namespace models {
// What comes of the matrix is what is computed from it as it is.
template <class Matrix, class Diagonal, class Below, class Coefficients>
[[clang::annotate("clangent.stands_for", "Eigen::internal::tridiagonalization_inplace")]] void
keep_symmetric(Matrix &, Diagonal &, Below &, Coefficients &, bool) {}

template <class Matrix, class Diagonal, class Below>
[[clang::annotate("clangent.stands_for", "Eigen::internal::computeFromTridiagonal_impl")]] Eigen::ComputationInfo
decompose_symmetric(Diagonal &values, Below &, const Eigen::Index, bool, Matrix &a) {
  int info = 0;
  eigen::Eigenvectors<typename Matrix::Scalar>::run(a.data(), values.data(), a.rows(), down(a), across(a), &info);
  return static_cast<Eigen::ComputationInfo>(info);
}
} // namespace models
#endif

} // namespace clangent

#endif // CLANGENT_MODELS_EIGEN_H
