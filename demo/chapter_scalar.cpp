// Chapter 1: a function of three numbers and its gradient.

#include "chapters.h"
#include "models.h"
#include "terminal.h"

#include <clangent/clangent.h>

namespace demo {

bool tell_scalar() {
  print_chapter(1, "A function and its gradient");
  print_paragraph("The compiler reads this function and writes its derivative as C++ in the same "
                  "compilation. No graph is recorded while the program runs.");
  print_code("double compute_s(double x, double y, double z) { return 2 * (x - y) + z; }\n"
             "\n"
             "auto [dx, dy, dz] = clangent::gradient<compute_s>(1.0, 2.0, 5.0);\n");

  const auto [dx, dy, dz] = clangent::gradient<compute_s>(1.0, 2.0, 5.0);
  const auto sloped = clangent::jvp<compute_s>(clangent::dup(1.0, 1.0), 2.0, 5.0);
  print_paragraph(format("s(1, 2, 5) = %g", compute_s(1, 2, 5)));
  Table table({"derivative", "reverse mode", "by hand"});
  table.add({"ds/dx", format("%g", dx), "2"});
  table.add({"ds/dy", format("%g", dy), "-2"});
  table.add({"ds/dz", format("%g", dz), "1"});
  table.print();

  const bool holds = dx == 2 && dy == -2 && dz == 1 && sloped.value == 3 && sloped.tangent == 2;
  print_check(holds, "the gradient is exact, and forward mode gives the same ds/dx");
  return holds;
}

} // namespace demo
