// Eigen's systems of equations and decompositions. See clangent/model.h.
#ifndef CLANGENT_MODELS_EIGEN_SOLVERS_H
#define CLANGENT_MODELS_EIGEN_SOLVERS_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

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
#include "eigen_dense.h"

namespace clangent {

// ---- triangular systems

template <class Scalar, int Mode> struct model<eigen::TriangularSolve<Scalar, Mode>> {
  static void run(Scalar *b, const Scalar *a, Eigen::Index size, Eigen::Index count, Eigen::Index, Eigen::Index,
                  Eigen::Index, Eigen::Index) {
    b[size] += a[count];
  }
};

// Left system from the right is one of the transposed matrices from the left.
template <class Left, class Right, int Side, int Mode, int Unrolling, int Vectors>
struct model<Eigen::internal::triangular_solver_selector<Left, Right, Side, Mode, Unrolling, Vectors>> {
  static void run(const Left &a, Right &b) {
    models::Evaluated<Left> left(a);
    using Scalar = typename Right::Scalar;
    if constexpr (Side == Eigen::OnTheLeft)
      eigen::TriangularSolve<Scalar, Mode>::run(b.data(), left.data(), a.cols(), b.cols(), models::down(b),
                                                models::across(b), models::down(left), models::across(left));
    else
      eigen::TriangularSolve<Scalar, eigen::transposedMode(Mode)>::run(b.data(), left.data(), a.cols(), b.rows(),
                                                                       models::across(b), models::down(b),
                                                                       models::across(left), models::down(left));
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
  template <class Matrix, class Workspace> void applyThisOnTheLeft(Matrix &matrix, Workspace &workspace, bool) const {
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

// ---- what goes on until it is good enough: what it has by then says little of the derivatives

#ifdef EIGEN_JACOBISVD_H
template <class Matrix, int Preconditioner> struct model<Eigen::JacobiSVD<Matrix, Preconditioner>> {
  using owner = Eigen::JacobiSVD<Matrix, Preconditioner>;
  owner &compute(const Matrix &, unsigned int);
};
#endif
#ifdef EIGEN_BDCSVD_H
template <class Matrix> struct model<Eigen::BDCSVD<Matrix>> {
  using owner = Eigen::BDCSVD<Matrix>;
  owner &compute(const Matrix &, unsigned int);
};
#endif
#ifdef EIGEN_EIGENSOLVER_H
template <class Matrix> struct model<Eigen::EigenSolver<Matrix>> {
  using owner = Eigen::EigenSolver<Matrix>;
  template <class Input> owner &compute(const Eigen::EigenBase<Input> &, bool);
};
#endif
#ifdef EIGEN_REAL_SCHUR_H
template <class Matrix> struct model<Eigen::RealSchur<Matrix>> {
  using owner = Eigen::RealSchur<Matrix>;
  template <class Input> owner &compute(const Eigen::EigenBase<Input> &, bool);
  template <class Input, class Orthogonal> owner &computeFromHessenberg(const Input &, const Orthogonal &, bool);
};
#endif
#ifdef EIGEN_REAL_QZ_H
template <class Matrix> struct model<Eigen::RealQZ<Matrix>> {
  using owner = Eigen::RealQZ<Matrix>;
  owner &compute(const Matrix &, const Matrix &, bool);
};
#endif

} // namespace clangent

#endif // CLANGENT_MODELS_EIGEN_SOLVERS_H
