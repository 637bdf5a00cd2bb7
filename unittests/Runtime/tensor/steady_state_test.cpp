// Training steps of fixed shapes do not reach the heap once they are warm:
// every call of the C library's allocator counts, ours and the libraries'.
#include "../../../bench/memory.h"
#include "../../../bench/tensor/steps.h"

#include <clangent/tensor/buffer.h>
#include <clangent/tensor/threads.h>

#include <gtest/gtest.h>

namespace {

class SteadyState : public testing::TestWithParam<bench::Problem> {};

// OpenBLAS takes memory for the jobs of its threads; with one it takes none.
TEST_P(SteadyState, TakesNothingFromTheHeap) {
  clangent::set_threads(1);
  const bench::Step step = bench::clangent_step(GetParam());
  for (int i = 0; i < 5; ++i)
    step();
  const std::size_t before = bench::heap_calls();
  for (int i = 0; i < 5; ++i)
    step();
  EXPECT_EQ(bench::heap_calls(), before);
  clangent::release_cached_memory();
  step();
  EXPECT_GT(bench::heap_calls(), before) << "the count sees tensors";
}

std::string plain(const testing::TestParamInfo<bench::Problem> &info) {
  std::string name;
  for (char c : info.param.name)
    if (std::isalnum(static_cast<unsigned char>(c)))
      name += c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(Steps, SteadyState, testing::ValuesIn(bench::problems()), plain);

} // namespace
