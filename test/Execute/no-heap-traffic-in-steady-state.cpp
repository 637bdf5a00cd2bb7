// Once its pool is warm, a derivative that stores values allocates nothing.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// UNSUPPORTED: sanitized
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


static long allocations = 0;
extern "C" void *__libc_malloc(std::size_t);
extern "C" void *__libc_memalign(std::size_t, std::size_t);
extern "C" void *malloc(std::size_t n) {
  ++allocations;
  return __libc_malloc(n);
}
extern "C" void *aligned_alloc(std::size_t alignment, std::size_t n) {
  ++allocations;
  return __libc_memalign(alignment, n);
}

double recurrence(double x, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i) {
    double t = s * x;
    while (t > 2)
      t = t * 0.5 - x * t * 0.01;
    s += t;
    if (s > 1e6)
      s /= 3;
  }
  return s;
}

int main() {
  double sum = clangent::gradient<recurrence>(1.5, 3000);
  const long warm = allocations;
  for (int k = 0; k < 20; ++k)
    sum += clangent::gradient<recurrence>(1.5 + k * 0.01, 3000 - k);
  printf("allocations %ld, %s\n", allocations - warm, sum != 0 && sum == sum ? "finite" : "not finite");
}

// CHECK: allocations 0, finite
