// Derivatives run at the same time in several threads.
// RUN: %clangent++ %{flags} -O1 -pthread %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
#include <thread>
extern "C" int printf(const char *, ...);


double chain(double x, int n) {
  double s = x;
  for (int i = 0; i < n; ++i)
    s = s * 0.5 + x * s * s * 0.125;
  return s;
}

int main() {
  const double expected = clangent::gradient<chain>(0.75, 500);
  int wrong[4] = {};
  std::thread threads[4];
  for (int k = 0; k < 4; ++k)
    threads[k] = std::thread([&, k] {
      for (int round = 0; round < 200; ++round)
        wrong[k] += clangent::gradient<chain>(0.75, 500) != expected;
    });
  for (std::thread &thread : threads)
    thread.join();
  printf("%d wrong\n", wrong[0] + wrong[1] + wrong[2] + wrong[3]);
}

// CHECK: {{^}}0 wrong
