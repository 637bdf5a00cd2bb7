// The demo: from a function of three numbers to models fitted to published measurements.
//
// Reads all data before it prints anything; exit status 0 only if every check holds.

#include "chapters.h"
#include "terminal.h"

#include <cstdio>
#include <cstring>
#include <exception>

namespace {

struct Options {
  std::string data = CLANGENT_DEMO_DATA;
  std::string adjoints = CLANGENT_DEMO_ADJOINTS;
  bool help = false;
};

constexpr const char *usage = "usage: clangent-demo [--data DIR] [--adjoints DIR]\n"
                              "  --data DIR      where norris.txt, misra1a.txt, ... are\n"
                              "  --adjoints DIR  where the compiler wrote the generated functions\n";

// Fills the options; false, after a message, if the command line is wrong.
bool parse(int argc, char **argv, Options &options) {
  for (int i = 1; i < argc; ++i) {
    std::string *target = nullptr;
    if (std::strcmp(argv[i], "--help") == 0) {
      options.help = true;
      continue;
    }
    if (std::strcmp(argv[i], "--data") == 0)
      target = &options.data;
    else if (std::strcmp(argv[i], "--adjoints") == 0)
      target = &options.adjoints;
    if (!target || i + 1 == argc) {
      std::fprintf(stderr, "clangent-demo: error: %s '%s'\n", target ? "no directory after" : "unknown argument",
                   argv[i]);
      return false;
    }
    *target = argv[++i];
  }
  return true;
}

bool tell(const Options &options) {
  const auto regression = [&](const char *file, std::size_t parameters) {
    return demo::read_regression(options.data + "/" + file, parameters);
  };
  const demo::Regression norris = regression("norris.txt", 2);
  const demo::Regression misra1a = regression("misra1a.txt", 2);
  const demo::Regression thurber = regression("thurber.txt", 7);
  const demo::Regression mgh09 = regression("mgh09.txt", 4);
  const demo::Regression eckerle4 = regression("eckerle4.txt", 3);
  const demo::Cloud faithful = demo::read_cloud(options.data + "/faithful.txt", 2);

  demo::prepare_terminal();
  demo::print_title("Clangent", "derivatives written by the compiler, as C++");
  bool holds = demo::tell_scalar();
  holds = demo::tell_line(norris) && holds;
  holds = demo::tell_curves(misra1a, thurber, mgh09, eckerle4) && holds;
  holds = demo::tell_adjoint(options.adjoints) && holds;
  holds = demo::tell_mixture(faithful) && holds;
  demo::print_check(holds, holds ? "every check of this demo holds" : "a check of this demo failed, see above");
  return holds;
}

} // namespace

int main(int argc, char **argv) {
  Options options;
  if (!parse(argc, argv, options))
    return 1;
  if (options.help) {
    std::fputs(usage, stdout);
    return 0;
  }
  try {
    return tell(options) ? 0 : 1;
  } catch (const std::exception &error) {
    std::fprintf(stderr, "clangent-demo: error: %s\n", error.what());
    return 1;
  }
}
