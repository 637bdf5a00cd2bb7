#include <clangent/clangent.h>
#include <cstdio>

double slope();
double square(double x) { return x * x; }

int main() { std::printf("%g\n", clangent::gradient<square>(2.0) * slope()); }
