// Programs as their authors write them, over std::vector: a matrix class with a factorisation, a Kalman filter, a
// spline, least squares, conjugate gradients, sparse products.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

// ---- a matrix class
class Matrix {
public:
  Matrix(int rows, int cols, double value = 0.0) : rows_(rows), cols_(cols), elements_(rows * cols, value) {}
  static Matrix identity(int n) {
    Matrix m(n, n);
    for (int i = 0; i < n; ++i)
      m(i, i) = 1;
    return m;
  }
  int rows() const { return rows_; }
  int cols() const { return cols_; }
  double &operator()(int i, int j) { return elements_[i * cols_ + j]; }
  double operator()(int i, int j) const { return elements_.at(i * cols_ + j); }
  Matrix transposed() const {
    Matrix t(cols_, rows_);
    for (int i = 0; i < rows_; ++i)
      for (int j = 0; j < cols_; ++j)
        t(j, i) = (*this)(i, j);
    return t;
  }
  Matrix &operator+=(const Matrix &other) {
    if (other.rows_ != rows_ || other.cols_ != cols_)
      throw std::invalid_argument("shapes differ");
    for (std::size_t i = 0; i < elements_.size(); ++i)
      elements_[i] += other.elements_[i];
    return *this;
  }
  Matrix &operator*=(double factor) {
    for (double &e : elements_)
      e *= factor;
    return *this;
  }
  void swap_rows(int a, int b) {
    for (int j = 0; j < cols_; ++j)
      std::swap((*this)(a, j), (*this)(b, j));
  }

private:
  int rows_, cols_;
  std::vector<double> elements_;
};
Matrix operator+(Matrix a, const Matrix &b) { return a += b; }
Matrix operator-(const Matrix &a, Matrix b) { return a + (b *= -1); }
Matrix operator*(const Matrix &a, const Matrix &b) {
  Matrix c(a.rows(), b.cols());
  for (int i = 0; i < a.rows(); ++i)
    for (int j = 0; j < b.cols(); ++j)
      for (int k = 0; k < a.cols(); ++k)
        c(i, j) += a(i, k) * b(k, j);
  return c;
}

// ---- LU with row exchanges
class Factorisation {
public:
  explicit Factorisation(const Matrix &a) : lu(a), order(a.rows()), sign(1) {
    std::iota(order.begin(), order.end(), 0);
    const int n = lu.rows();
    for (int k = 0; k < n; ++k) {
      int pivot = k;
      for (int i = k + 1; i < n; ++i)
        if (std::fabs(lu(i, k)) > std::fabs(lu(pivot, k)))
          pivot = i;
      if (pivot != k) {
        lu.swap_rows(pivot, k);
        std::swap(order[pivot], order[k]);
        sign = -sign;
      }
      for (int i = k + 1; i < n; ++i) {
        lu(i, k) /= lu(k, k);
        for (int j = k + 1; j < n; ++j)
          lu(i, j) -= lu(i, k) * lu(k, j);
      }
    }
  }
  Matrix solve(const Matrix &b) const {
    const int n = lu.rows();
    Matrix x(n, b.cols());
    for (int c = 0; c < b.cols(); ++c) {
      for (int i = 0; i < n; ++i) {
        double sum = b(order[i], c);
        for (int j = 0; j < i; ++j)
          sum -= lu(i, j) * x(j, c);
        x(i, c) = sum;
      }
      for (int i = n - 1; i >= 0; --i) {
        for (int j = i + 1; j < n; ++j)
          x(i, c) -= lu(i, j) * x(j, c);
        x(i, c) /= lu(i, i);
      }
    }
    return x;
  }
  double determinant() const {
    double product = sign;
    for (int i = 0; i < lu.rows(); ++i)
      product *= lu(i, i);
    return product;
  }

private:
  Matrix lu;
  std::vector<int> order;
  int sign;
};
double solved(double x, double y) {
  const int n = 4;
  Matrix a(n, n), b(n, 1);
  for (int i = 0; i < n; ++i) {
    b(i, 0) = std::cos(x * i) + y;
    for (int j = 0; j < n; ++j)
      a(i, j) = std::sin(x * (i + 1) + j * j) + (i == 3 - j ? 2 * y : 0.0);
  }
  const Factorisation lu(a);
  const Matrix s = lu.solve(b), inverse = lu.solve(Matrix::identity(n));
  double sum = lu.determinant();
  for (int i = 0; i < n; ++i)
    sum += (i + 1) * s(i, 0) * s(i, 0) + inverse(i, n - 1 - i);
  return sum;
}

// ---- a Kalman filter: the likelihood of a track, by the noise of motion and of measurement
class Filter {
public:
  Filter(double motion, double measurement)
      : state(2, 1), covariance(Matrix::identity(2)), noise(2, 2), f(2, 2), h(1, 2) {
    f(0, 0) = f(0, 1) = f(1, 1) = 1;
    h(0, 0) = 1;
    noise(0, 0) = motion / 3;
    noise(0, 1) = noise(1, 0) = motion / 2;
    noise(1, 1) = motion;
    variance = measurement;
  }
  void predict() {
    state = f * state;
    covariance = f * covariance * f.transposed() + noise;
  }
  void update(double measured) {
    const Matrix spread = h * covariance * h.transposed();
    const double s = spread(0, 0) + variance;
    Matrix gain = covariance * h.transposed();
    gain *= 1 / s;
    const double innovation = measured - (h * state)(0, 0);
    Matrix step = gain;
    state += step *= innovation;
    covariance = (Matrix::identity(2) - gain * h) * covariance;
    likelihood -= 0.5 * (std::log(s) + innovation * innovation / s);
    innovations.push_back(innovation);
  }
  double result() const { return likelihood + 0.01 * innovations.front() * innovations.back(); }

private:
  Matrix state, covariance, noise, f, h;
  double variance, likelihood = 0;
  std::vector<double> innovations;
};
double filtered(double motion, double measurement) {
  Filter filter(motion, measurement);
  for (double measured : std::vector<double>{0.3, 1.1, 2.4, 2.9, 4.2, 5.5}) {
    filter.predict();
    filter.update(measured);
  }
  return filter.result();
}

// ---- a natural cubic spline
class Spline {
public:
  Spline(std::vector<double> at, std::vector<double> values)
      : x(std::move(at)), y(std::move(values)), m(x.size(), 0.0) {
    const std::size_t n = x.size();
    std::vector<double> diagonal(n, 1.0), upper(n, 0.0), right(n, 0.0);
    for (std::size_t i = 1; i + 1 < n; ++i) {
      const double left = x[i] - x[i - 1], next = x[i + 1] - x[i];
      const double lower = left / 6;
      diagonal[i] = (left + next) / 3;
      upper[i] = next / 6;
      right[i] = (y[i + 1] - y[i]) / next - (y[i] - y[i - 1]) / left;
      const double factor = lower / diagonal[i - 1];
      diagonal[i] -= factor * upper[i - 1];
      right[i] -= factor * right[i - 1];
    }
    for (std::size_t i = n - 1; i-- > 1;)
      m[i] = (right[i] - upper[i] * m[i + 1]) / diagonal[i];
  }
  double operator()(double t) const {
    const auto above = std::upper_bound(x.begin(), x.end(), t);
    const std::size_t i = std::clamp<std::ptrdiff_t>(above - x.begin(), 1, x.size() - 1);
    const double h = x[i] - x[i - 1], a = (x[i] - t) / h, b = (t - x[i - 1]) / h;
    return a * y[i - 1] + b * y[i] + ((a * a * a - a) * m[i - 1] + (b * b * b - b) * m[i]) * h * h / 6;
  }

private:
  std::vector<double> x, y, m;
};
double splined(double x, double y) {
  std::vector<double> at, values;
  for (int i = 0; i < 7; ++i) {
    at.push_back(i * 0.5 + 0.1 * std::sin(x * i));
    values.push_back(std::exp(-0.3 * i) * y + x * i);
  }
  const Spline spline(at, values);
  return spline(x) * spline(1.3) + spline(2.1 + 0.1 * y);
}

// ---- a polynomial through measurements by the normal equations
std::vector<double> fitted(const std::vector<double> &t, const std::vector<double> &z, int degree) {
  const int n = degree + 1;
  std::vector<std::vector<double>> a(n, std::vector<double>(n + 1));
  for (std::size_t k = 0; k < t.size(); ++k) {
    std::vector<double> powers{1.0};
    while (static_cast<int>(powers.size()) < n)
      powers.push_back(powers.back() * t[k]);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j)
        a[i][j] += powers[i] * powers[j];
      a[i].back() += powers[i] * z[k];
    }
  }
  for (int k = 0; k < n; ++k) {
    std::swap(a[k], *std::max_element(a.begin() + k, a.end(),
                                      [k](const auto &p, const auto &q) { return std::fabs(p[k]) < std::fabs(q[k]); }));
    for (int i = 0; i < n; ++i)
      if (i != k) {
        const double factor = a[i][k] / a[k][k];
        for (int j = k; j <= n; ++j)
          a[i][j] -= factor * a[k][j];
      }
  }
  std::vector<double> c(n);
  for (int i = 0; i < n; ++i)
    c[i] = a[i][n] / a[i][i];
  return c;
}
double residual(double x, double y) {
  std::vector<double> t(8), z;
  std::iota(t.begin(), t.end(), 0);
  for (double &e : t) {
    e *= 0.3;
    z.push_back(std::sin(x * e) + y * e * e);
  }
  const auto c = fitted(t, z, 2);
  double sum = 0;
  for (std::size_t k = 0; k < t.size(); ++k) {
    const double r = z[k] - (c[0] + t[k] * (c[1] + t[k] * c[2]));
    sum += r * r;
  }
  return 100 * sum + c[0] * c[1] + c[2];
}

// ---- sparse matrix, conjugate gradients
struct Sparse {
  std::vector<int> start{0}, column;
  std::vector<double> value;
  void add(int at, double v) {
    column.push_back(at);
    value.push_back(v);
  }
  void close_row() { start.push_back(static_cast<int>(column.size())); }
  std::vector<double> operator*(const std::vector<double> &v) const {
    std::vector<double> result(start.size() - 1);
    for (std::size_t i = 0; i + 1 < start.size(); ++i)
      for (int k = start[i]; k < start[i + 1]; ++k)
        result[i] += value[k] * v[column[k]];
    return result;
  }
};
double dot(const std::vector<double> &a, const std::vector<double> &b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}
void add_scaled(std::vector<double> &to, double factor, const std::vector<double> &v) {
  for (std::size_t i = 0; i < to.size(); ++i)
    to[i] += factor * v[i];
}
Sparse laplacian(int n, double x) {
  Sparse a;
  for (int i = 0; i < n; ++i) {
    if (i > 0)
      a.add(i - 1, -1);
    a.add(i, 2 + x * x);
    if (i + 1 < n)
      a.add(i + 1, -1);
    a.close_row();
  }
  return a;
}
double conjugate_gradients(double x, double y) {
  const int n = 6;
  const Sparse a = laplacian(n, x);
  std::vector<double> b(n, y), s(n, 0.0);
  b[2] = x * y;
  std::vector<double> r = b, p = r;
  double rr = dot(r, r);
  for (int iteration = 0; iteration < 4 && rr > 1e-20; ++iteration) {
    const std::vector<double> ap = a * p;
    const double alpha = rr / dot(p, ap);
    add_scaled(s, alpha, p);
    add_scaled(r, -alpha, ap);
    const double next = dot(r, r);
    std::vector<double> q = r;
    add_scaled(q, next / rr, p);
    p = std::move(q);
    rr = next;
  }
  return dot(s, s) + 10 * rr;
}
double sparse_powers(double x, double y) {
  const Sparse a = laplacian(5, x);
  std::vector<double> v(5, 1.0);
  v.front() = y;
  for (int i = 0; i < 6; ++i) {
    v = a * v;
    const double norm = std::sqrt(dot(v, v));
    std::for_each(v.begin(), v.end(), [norm](double &e) { e /= norm; });
  }
  return dot(v, a * v);
}

int main() {
  BOTH_MODES(solved);
  BOTH_MODES(filtered);
  BOTH_MODES(splined);
  BOTH_MODES(residual);
  BOTH_MODES(conjugate_gradients);
  BOTH_MODES(sparse_powers);
  return told();
}
