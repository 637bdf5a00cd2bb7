// Times training steps, this runtime beside libtorch when it was found, on one thread.
//
// usage: clangent-bench-tensor [--seconds S] [--filter TEXT]
// The two run in turns, each turn for S seconds; the least processor time of a turn counts. Before that their losses
// over ten steps are compared, so that both are known to compute the same thing. Heap calls and peak memory are each
// step's own: memory comes from a process started for it.
#include "steps.h"

#include "../memory.h"

#include <clangent/tensor/threads.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace {

constexpr int turns = 7;

/// Processor time of all threads, so that other programs count for little.
double processor_seconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

double microseconds_of_turn(const bench::Step &step, double seconds) {
  const double start = processor_seconds();
  long count = 0;
  double passed = 0;
  for (long group = 1; passed < seconds; group *= 2) {
    for (long i = 0; i < group; ++i)
      step();
    count += group;
    passed = processor_seconds() - start;
  }
  return passed / double(count) * 1e6;
}

/// Kilobytes that ten steps need beyond the program and its libraries.
long peak_of(const bench::Problem &problem, bool ours) {
  const long before = bench::peak_kilobytes();
  const bench::Step step =
#ifdef CLANGENT_BENCH_LIBTORCH
      !ours ? bench::libtorch_step(problem) :
#endif
            bench::clangent_step(problem);
  static_cast<void>(ours);
  for (int i = 0; i < 10; ++i)
    step();
  return bench::peak_kilobytes() - before;
}

long peak_in_own_process(const char *program, const bench::Problem &problem, bool ours) {
  const std::string command =
      std::string(program) + " --peak " + (ours ? "ours" : "theirs") + " --filter '" + problem.name + "'";
  std::FILE *const pipe = popen(command.c_str(), "r");
  long peak = -1;
  if (!pipe || std::fscanf(pipe, "%ld", &peak) != 1)
    peak = -1;
  if (pipe)
    pclose(pipe);
  return peak;
}

struct Line {
  double ours = INFINITY, theirs = INFINITY;
  double heap_calls = 0;
  bool same_losses = true;
};

Line measure(const bench::Problem &problem, double seconds) {
  Line line;
  const bench::Step ours = bench::clangent_step(problem);
  for (int i = 0; i < 20; ++i)
    ours();
  const std::size_t heap = bench::heap_calls();
  for (int i = 0; i < 10; ++i)
    ours();
  line.heap_calls = double(bench::heap_calls() - heap) / 10;
#ifdef CLANGENT_BENCH_LIBTORCH
  const bench::Step fresh = bench::clangent_step(problem), theirs = bench::libtorch_step(problem);
  for (int i = 0; i < 10; ++i) {
    const double a = fresh(), b = theirs();
    line.same_losses = line.same_losses && std::fabs(a - b) <= 1e-4 * std::fabs(b);
  }
#endif
  for (int turn = 0; turn < turns; ++turn) {
    line.ours = std::min(line.ours, microseconds_of_turn(ours, seconds));
#ifdef CLANGENT_BENCH_LIBTORCH
    line.theirs = std::min(line.theirs, microseconds_of_turn(theirs, seconds));
#endif
  }
  return line;
}

} // namespace

int main(int count, char **arguments) {
  double seconds = 0.1;
  std::string filter, peak;
  for (int i = 1; i + 1 < count; i += 2) {
    if (std::strcmp(arguments[i], "--seconds") == 0)
      seconds = std::atof(arguments[i + 1]);
    else if (std::strcmp(arguments[i], "--filter") == 0)
      filter = arguments[i + 1];
    else if (std::strcmp(arguments[i], "--peak") == 0)
      peak = arguments[i + 1];
  }
  clangent::set_threads(1);
#ifdef CLANGENT_BENCH_LIBTORCH
  bench::libtorch_use_one_thread();
#endif
  if (peak.empty())
    std::printf("%-36s %10s %10s %10s %6s %6s %10s %12s\n", "step, microseconds", "asked", "ours", "libtorch", "ratio",
                "heap", "peak kB", "libtorch kB");
  bool all_same = true;
  for (const bench::Problem &problem : bench::problems()) {
    if (problem.name.find(filter) == std::string::npos)
      continue;
    if (!peak.empty()) {
      std::printf("%ld\n", peak_of(problem, peak == "ours"));
      return 0;
    }
    const Line line = measure(problem, seconds);
    all_same = all_same && line.same_losses;
    std::printf("%-36s %10.1f %10.2f %10.2f %6.2f %6.1f %10ld", problem.name.c_str(), problem.asked, line.ours,
                line.theirs, line.ours / line.theirs, line.heap_calls,
                peak_in_own_process(arguments[0], problem, true));
#ifdef CLANGENT_BENCH_LIBTORCH
    std::printf(" %12ld%s", peak_in_own_process(arguments[0], problem, false),
                line.same_losses ? "" : "  losses differ");
#endif
    std::printf("\n");
  }
  return all_same ? 0 : 1;
}
