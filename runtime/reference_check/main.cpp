// reference_check FILE...: checks every case of reference files through the
// public API. Prints a line per failing case and the totals; the exit status is
// 0 only if all cases passed.
#include "reference.h"

#include <cstdio>
#include <fstream>

namespace {

using namespace reference;

bool holds(const json &file, const char *list, const char *key) {
  return file.contains(list) && file.at(list).is_array() && !file.at(list).empty() && file.at(list)[0].contains(key);
}

// Files are told apart by what their cases look like.
void check_file(const json &file, Report &report) {
  if (!file.is_object())
    throw Mismatch("not a reference file: no object");
  if (file.value("format", 0) != 1)
    throw Mismatch("not a reference file of format 1");
  if (file.contains("trajectories") || file.contains("schedules") || file.contains("clipping")) {
    check_optim(file, report);
    check_schedules(file, report);
  } else if (file.contains("compute_s") || file.contains("linear_fits") || file.contains("two_layer")) {
    check_notebook(file, report);
  } else if (file.contains("gains") || file.contains("module_defaults") || holds(file, "cases", "init")) {
    check_init(file, report);
  } else if (holds(file, "cases", "printed")) {
    check_print(file, report);
  } else if (holds(file, "cases", "seed")) {
    check_rng(file, report);
  } else if (holds(file, "cases", "in")) {
    check_ops(file, report);
  } else {
    throw Mismatch("no kind of reference file has these contents");
  }
}

} // namespace

int main(int argc, char **argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: reference_check FILE...\n");
    return 2;
  }
#ifdef CLANGENT_PLUGIN
  std::printf("reference_check: gradients of operations come from the adjoints that the compiler writes\n");
#else
  std::printf("reference_check: built without the compiler, so gradients of operations are not checked\n");
#endif
  Report report;
  for (int i = 1; i < argc; ++i) {
    try {
      std::ifstream in(argv[i]);
      if (!in)
        throw Mismatch("cannot be opened");
      check_file(json::parse(in), report);
    } catch (const std::exception &error) {
      report.fail(argv[i], error.what());
    }
  }
  std::printf("%d passed, %d failed\n", report.passed(), report.failed());
  return report.failed() == 0 && report.passed() > 0 ? 0 : 1;
}
