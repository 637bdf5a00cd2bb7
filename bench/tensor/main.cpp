// Times training steps on one thread: this runtime with reverse sweeps by hand and by the compiler, and libtorch when
// it was found.
//
// usage: clangent-bench-tensor [--seconds S] [--filter TEXT]
// All run in turns, each turn for S seconds; the least processor time of a turn counts. Their losses over ten steps are
// compared, so that all are known to compute the same thing. Heap calls and peak memory are each
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
#include <iterator>

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

/// One of the ways in which a step is written.
struct Way {
  const char *name;
  bench::Step (*make)(const bench::Problem &);
};

/// By hand first; the others are compared with it.
const Way ways[] = {
    {"hand", bench::clangent_step},
#ifdef CLANGENT_BENCH_COMPILED
    {"compiled", bench::compiled_step},
#endif
#ifdef CLANGENT_BENCH_LIBTORCH
    {"libtorch", bench::libtorch_step},
#endif
};
constexpr int way_count = int(std::size(ways));

/// Kilobytes that ten steps need beyond the program and its libraries.
long peak_of(const bench::Problem &problem, const Way &way) {
  const long before = bench::peak_kilobytes();
  const bench::Step step = way.make(problem);
  for (int i = 0; i < 10; ++i)
    step();
  return bench::peak_kilobytes() - before;
}

long peak_in_own_process(const char *program, const bench::Problem &problem, const Way &way) {
  const std::string command = std::string(program) + " --peak " + way.name + " --filter '" + problem.name + "'";
  std::FILE *const pipe = popen(command.c_str(), "r");
  long peak = -1;
  if (!pipe || std::fscanf(pipe, "%ld", &peak) != 1)
    peak = -1;
  if (pipe)
    pclose(pipe);
  return peak;
}

/// Whether ten steps have the same losses in every way.
bool same_losses(const bench::Problem &problem) {
  std::vector<bench::Step> steps;
  for (const Way &way : ways)
    steps.push_back(way.make(problem));
  bool same = true;
  for (int i = 0; i < 10; ++i) {
    const double first = steps[0]();
    for (int k = 1; k < way_count; ++k)
      same = same && std::fabs(steps[std::size_t(k)]() - first) <= 1e-4 * std::fabs(first);
  }
  return same;
}

double heap_calls_of(const bench::Step &step) {
  for (int i = 0; i < 20; ++i)
    step();
  const std::size_t before = bench::heap_calls();
  for (int i = 0; i < 10; ++i)
    step();
  return double(bench::heap_calls() - before) / 10;
}

/// Microseconds, heap calls and kilobytes of every way, in one line; whether they compute the same.
bool show(const char *program, const bench::Problem &problem, double seconds) {
  std::vector<bench::Step> steps;
  for (const Way &way : ways)
    steps.push_back(way.make(problem));
  std::vector<double> heap, time(way_count, INFINITY);
  for (const bench::Step &step : steps)
    heap.push_back(heap_calls_of(step));
  for (int turn = 0; turn < turns; ++turn)
    for (std::size_t k = 0; k < time.size(); ++k)
      time[k] = std::min(time[k], microseconds_of_turn(steps[k], seconds));
  std::printf("%-36s %9.1f", problem.name.c_str(), problem.asked);
  for (std::size_t k = 0; k < time.size(); ++k)
    std::printf(" | %9.2f %6.1f %8ld", time[k], heap[k], peak_in_own_process(program, problem, ways[k]));
  const bool same = same_losses(problem);
  std::printf("%s\n", same ? "" : "  losses differ");
  return same;
}

void show_head() {
  std::printf("matrix products: %s\n", clangent::product_kernels().c_str());
  std::printf("%-36s %9s", "step: microseconds, heap calls, kB", "asked");
  for (const Way &way : ways)
    std::printf(" | %9s %6s %8s", way.name, "heap", "peak kB");
  std::printf("\n");
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
    show_head();
  bool all_same = true;
  for (const bench::Problem &problem : bench::problems()) {
    if (problem.name.find(filter) == std::string::npos)
      continue;
    for (const Way &way : ways)
      if (peak == way.name) {
        std::printf("%ld\n", peak_of(problem, way));
        return 0;
      }
    all_same = show(arguments[0], problem, seconds) && all_same;
  }
  return all_same ? 0 : 1;
}
