// Classes that allocate in constructors, release in destructors, copy, move, swap and grow their memory.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity -fplugin-arg-clangent-no-needed %s -o %t.all && %t.all
#include "Inputs/AgainstDifferences.h"

#include <stdexcept>

class Matrix {
public:
  explicit Matrix(int n) : n(n), data(new double[n * n]()) {}
  Matrix(const Matrix &other) : n(other.n), data(new double[other.n * other.n]) {
    for (int i = 0; i < n * n; ++i)
      data[i] = other.data[i];
  }
  Matrix(Matrix &&other) : n(other.n), data(other.data) { other.data = nullptr; }
  Matrix &operator=(const Matrix &other) {
    if (this != &other) {
      delete[] data;
      n = other.n;
      data = new double[n * n];
      for (int i = 0; i < n * n; ++i)
        data[i] = other.data[i];
    }
    return *this;
  }
  ~Matrix() { delete[] data; }
  double &operator()(int i, int j) { return data[i * n + j]; }
  double operator()(int i, int j) const { return data[i * n + j]; }
  int size() const { return n; }
  void swap(Matrix &other) {
    double *mine = data;
    data = other.data;
    other.data = mine;
  }

private:
  int n;
  double *data;
};

Matrix inverse(Matrix a) {
  Matrix b(a.size());
  for (int i = 0; i < a.size(); ++i)
    b(i, i) = 1;
  for (int i = 0; i < a.size(); ++i) {
    const double p = a(i, i);
    for (int j = 0; j < a.size(); ++j) {
      a(i, j) /= p;
      b(i, j) /= p;
    }
    for (int k = 0; k < a.size(); ++k) {
      if (k == i)
        continue;
      const double f = a(k, i);
      for (int j = 0; j < a.size(); ++j) {
        a(k, j) -= f * a(i, j);
        b(k, j) -= f * b(i, j);
      }
    }
  }
  return b;
}
double inverted(double x, double y) {
  Matrix m(2);
  m(0, 0) = 2 + x;
  m(0, 1) = y;
  m(1, 0) = x * y;
  m(1, 1) = 3;
  const Matrix v = inverse(m);
  return v(0, 0) + 2 * v(0, 1) + v(1, 1) * m(0, 0);
}

double assigned(double x, double y) {
  Matrix m(1);
  m(0, 0) = x;
  for (int i = 0; i < 3; ++i) {
    Matrix t(2);
    t(0, 0) = m(0, 0) * y;
    t(1, 1) = x;
    m = t;
  }
  m = m;
  return m(0, 0) * m(1, 1);
}

double swapped(double x, double y) {
  Matrix a(1), b(1);
  a(0, 0) = x;
  b(0, 0) = y;
  for (int i = 0; i < 3; ++i) {
    a(0, 0) *= b(0, 0);
    a.swap(b);
  }
  return a(0, 0) * a(0, 0) + b(0, 0);
}

// A list of numbers that moves to larger memory.
class List {
public:
  ~List() { delete[] first; }
  void add(double v) {
    if (count == room) {
      const int more = room ? 2 * room : 1;
      double *larger = new double[more];
      for (int i = 0; i < count; ++i)
        larger[i] = first[i];
      delete[] first;
      first = larger;
      room = more;
    }
    first[count++] = v;
  }
  double &operator[](int i) { return first[i]; }
  int size() const { return count; }

private:
  double *first = nullptr;
  int count = 0, room = 0;
};
double grown(double x, double y) {
  List list;
  for (int i = 0; i < 7; ++i)
    list.add(i ? list[i - 1] * x + y : x);
  list[2] *= y;
  double s = 0;
  for (int i = 0; i < list.size(); ++i)
    s += list[i] * i;
  return s;
}

struct Owner {
  double *p;
  explicit Owner(double v) : p(new double(v)) {}
  Owner(const Owner &) = delete;
  ~Owner() { delete p; }
};
double owned(double x, double y) {
  Owner *owner = new Owner(x * y), *none = nullptr;
  const double s = *owner->p * x;
  delete owner;
  delete none;
  return s;
}

// Owned by objects that die because something throws.
double thrown(double x, double y) {
  Owner a(x);
  Matrix m(2);
  m(0, 1) = y * *a.p;
  if (x > 100)
    throw std::range_error("far");
  return m(0, 1) * *a.p;
}

int main() {
  test<inverted>("inverted");
  test<assigned>("assigned");
  test<swapped>("swapped");
  test<grown>("grown");
  test<owned>("owned");
  test<thrown>("thrown");
  try {
    clangent::gradient_tuple<thrown>(101.0, 1.0);
    ++failures;
  } catch (const std::range_error &) {
  }
  return failures;
}
