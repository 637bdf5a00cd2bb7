// Derivatives in the destructors of static and thread-local objects, which run when the thread's tape has given its
// memory back: right, without a touch of freed memory, and without a leak.
// UNSUPPORTED: asan, sanitized
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined %s -o %t -pthread
// RUN: %t | FileCheck %s
#include <clangent/clangent.h>
#include <cmath>
#include <cstdio>
#include <thread>

double power(double x, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i)
    s = s * x;
  return s;
}

// A loop of unknown length records on stacks.
double halvings(double x) {
  double s = x;
  while (s * s > 1)
    s = s * s / (s + s);
  return s;
}

struct Object {
  const char *name;
  bool used = false;
  ~Object() {
    if (used)
      report(name);
  }
  static void report(const char *name) {
    const double first = clangent::gradient<power>(1.5, 50), second = clangent::gradient<halvings>(1000.0);
    std::printf("%s: %d %d\n", name, std::fabs(first / (50 * std::pow(1.5, 49)) - 1) < 1e-12, second == 1.0 / 1024);
    std::fflush(stdout);
  }
};

Object global{"static", true};
thread_local Object of_thread{"thread-local"};

int main() {
  of_thread.used = true;
  Object::report("main");
  std::thread([] {
    of_thread.used = true;
    Object::report("thread");
  }).join();
}
// CHECK: main: 1 1
// CHECK-NEXT: thread: 1 1
// CHECK-NEXT: thread-local: 1 1
// CHECK-NEXT: thread-local: 1 1
// CHECK-NEXT: static: 1 1
