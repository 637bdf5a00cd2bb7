// The demo: from a function of three numbers to models fitted to published measurements.
//
// Reads all data before it prints anything; exit status 0 only if every check holds.

#include "chapters.h"
#include "terminal.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

namespace {

struct Options {
  std::string data = CLANGENT_DEMO_DATA;
  std::string adjoints = CLANGENT_DEMO_ADJOINTS;
};

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
  CLI::App app("From a function of three numbers to models fitted to published measurements", "clangent-demo");
  app.add_option("--data", options.data, "where norris.txt, misra1a.txt, ... are")->option_text("DIR");
  app.add_option("--adjoints", options.adjoints, "where the compiler wrote the generated functions")
      ->option_text("DIR");
  CLI11_PARSE(app, argc, argv);
  try {
    return tell(options) ? 0 : 1;
  } catch (const std::exception &error) {
    std::fprintf(stderr, "clangent-demo: error: %s\n", error.what());
    return 1;
  }
}
