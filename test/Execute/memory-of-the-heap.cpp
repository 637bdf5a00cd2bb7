// Memory that a function allocates, fills, reads and gives back: new, new[], malloc, calloc and operator new.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity -fplugin-arg-clangent-no-needed %s -o %t.all && %t.all
#include "Inputs/AgainstDifferences.h"

#include <cstdlib>
#include <new>
#include <stdexcept>

double rows(double x, double y) {
  const int n = 3, m = 4;
  double **a = new double *[n];
  for (int i = 0; i < n; ++i) {
    a[i] = new double[m];
    for (int j = 0; j < m; ++j)
      a[i][j] = x * i + y * j * x;
  }
  double s = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      s += a[i][j] * a[i][j];
  for (int i = 0; i < n; ++i)
    delete[] a[i];
  delete[] a;
  return s;
}

// As many bytes as a run-time value says, in a block of each iteration.
double workspace(double x, double y) {
  double s = 0;
  for (int k = 1; k < 5; ++k) {
    double *w = (double *)malloc(k * sizeof(double));
    if (!w)
      return -1;
    for (int i = 0; i < k; ++i)
      w[i] = std::sin(x * i) + y;
    for (int i = 0; i < k; ++i)
      s += w[i] * w[k - 1 - i];
    free(w);
  }
  return s;
}

// The size comes from a variable, and is no multiple of anything.
double byteCount(double x, double y) {
  std::size_t bytes = 3 * sizeof(double);
  ++bytes;
  double *w = static_cast<double *>(std::malloc(bytes)), s = 0;
  for (int i = 0; i < 3; ++i)
    w[i] = i ? w[i - 1] * x : y;
  for (int i = 0; i < 3; ++i)
    s += w[i] * w[i];
  std::free(w);
  return s;
}

// Allocated in one iteration, released in the next.
double handedOver(double x, double y) {
  double *last = new double(x), s = 0;
  for (int i = 0; i < 4; ++i) {
    double *now = new double(*last * y);
    s += *now * *last;
    delete last;
    last = now;
  }
  s += *last;
  delete last;
  return s;
}

double swapped(double x, double y) {
  double *a = new double[3], *b = new double[3];
  for (int i = 0; i < 3; ++i)
    a[i] = x + i;
  for (int t = 0; t < 5; ++t) {
    for (int i = 0; i < 3; ++i)
      b[i] = a[i] * y + a[(i + 1) % 3];
    double *c = a;
    a = b;
    b = c;
  }
  const double s = a[0] * a[1] + a[2];
  delete[] a;
  delete[] b;
  return s;
}

double zeroed(double x, double y) {
  double *a = new double[5](), *b = static_cast<double *>(std::calloc(5, sizeof(double))), *c = new double();
  a[2] += x * y;
  b[3] += x;
  *c += y;
  double s = *c * x;
  for (int i = 0; i < 5; ++i)
    s += a[i] * a[i] + b[i] * y;
  delete[] a;
  std::free(b);
  delete c;
  return s;
}

double listed(double x, double y) {
  double *a = new double[4]{x, y, x * y};
  const double s = a[0] * a[1] + a[2] * a[2] + a[3];
  delete[] a;
  return s;
}

struct Pair {
  double a, b;
  Pair() : a(1), b(2) {}
  Pair(double u, double v) : a(u * v), b(v) {}
  double product() const { return a * b; }
};
double objects(double x, double y) {
  Pair *p = new Pair(x, y), *q = new Pair[3];
  q[1].a = x;
  q[2] = *p;
  const double s = p->product() + q[0].product() + q[1].product() * q[2].product();
  delete p;
  delete[] q;
  return s;
}

double placed(double x, double y) {
  const int n = x > 100 ? 5 : 3;
  Pair *p = static_cast<Pair *>(::operator new(n * sizeof(Pair)));
  for (int i = 0; i < n; ++i)
    ::new ((void *)(p + i)) Pair(x, y + i);
  const double s = p[0].a * p[1].b + p[2].product();
  ::operator delete(p);
  return s;
}

// As an allocator of the standard library does it.
template <class T> T *allocate(std::size_t n) {
  if (n > std::size_t(-1) / sizeof(T))
    throw std::bad_alloc();
  if (alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
    return static_cast<T *>(__builtin_operator_new(n * sizeof(T), std::align_val_t(alignof(T))));
  return static_cast<T *>(__builtin_operator_new(n * sizeof(T)));
}
template <class T> void deallocate(T *p, std::size_t n) {
  if (alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
    return __builtin_operator_delete(p, n * sizeof(T), std::align_val_t(alignof(T)));
  __builtin_operator_delete(p, n * sizeof(T));
}
struct alignas(64) Wide {
  double v[2];
};
double allocator(double x, double y) {
  const int n = x > 100 ? 7 : 3;
  double *p = allocate<double>(n);
  Wide *w = allocate<Wide>(n);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    p[i] = x * i * y;
    w[i].v[1] = p[i] * x;
  }
  for (int i = 0; i < n; ++i)
    s += p[i] * w[i].v[1];
  deallocate(p, n);
  deallocate(w, n);
  return s;
}

// Memory of the heap that comes from a function, and that another one releases.
double *filled(double x, int n) {
  double *p = new double[n];
  for (int i = 0; i < n; ++i)
    p[i] = x * (i + 1);
  return p;
}
void destroy(double *p) { delete[] p; }
double fromFunctions(double x, double y) {
  double *p = filled(x, 3);
  const double s = p[0] * p[1] * y + p[2];
  destroy(p);
  return s;
}

// Only sometimes there.
double sometimes(double x, double y) {
  double *p = nullptr, s = y;
  for (int i = 0; i < 4; ++i) {
    if (i == 2)
      p = new double(x * y);
    if (p)
      s += *p * i;
  }
  delete p;
  return s * x;
}

// Memory of a function that is not looked into is given back here, once.
int *hidden(int n) {
  try {
    return new int[n]{2, 3};
  } catch (...) {
    return nullptr;
  }
}
double fromHidden(double x, double y) {
  int *p = hidden(2);
  x *= p[0];
  const double s = x * p[1] + y * x;
  delete[] p;
  return s;
}

// Data beside numbers.
double beside(double x, double y) {
  int *order = new int[3]{2, 0, 1};
  double *v = new double[3]{x, y, x * y};
  double s = 0;
  for (int i = 0; i < 3; ++i)
    s = s * y + v[order[i]];
  delete[] order;
  delete[] v;
  return s;
}

// A matrix in one block, with rows that point into it and change places.
double rowsOfABlock(double x, double y) {
  const int n = 3;
  double *block = new double[n * n], **row = new double *[n];
  for (int i = 0; i < n; ++i) {
    row[i] = block + i * n;
    for (int j = 0; j < n; ++j)
      row[i][j] = x * i + y * j;
  }
  double *first = row[0];
  row[0] = row[2];
  row[2] = first;
  row[0][1] *= row[2][2];
  double s = 0;
  for (int i = 0; i < n * n; ++i)
    s += block[i] * block[i] * i;
  delete[] row;
  delete[] block;
  return s;
}

// Nothing leaks where something throws.
double thrown(double x, double y) {
  double *p = new double[2];
  p[0] = x;
  p[1] = y;
  if (x > 100)
    throw std::range_error("far");
  const double s = p[0] * p[1];
  delete[] p;
  return s;
}

int main() {
  test<rows>("rows");
  test<workspace>("workspace");
  test<byteCount>("byteCount");
  test<handedOver>("handedOver");
  test<swapped>("swapped");
  test<zeroed>("zeroed");
  test<listed>("listed");
  test<objects>("objects");
  test<placed>("placed");
  test<allocator>("allocator");
  test<fromFunctions>("fromFunctions");
  test<sometimes>("sometimes");
  test<fromHidden>("fromHidden");
  test<beside>("beside");
  test<rowsOfABlock>("rowsOfABlock");
  test<thrown>("thrown");
  try {
    clangent::gradient_tuple<thrown>(101.0, 1.0);
    ++failures;
  } catch (const std::range_error &) {
  }
  return failures;
}
