// The tape: stack order, reuse without heap traffic, alignment, objects with destructors, growing stacks, threads.
#include <clangent/tape.h>

#include <gtest/gtest.h>

#include <cstdint>
#include <new>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using clangent::Stack;
using clangent::Tape;

TEST(Tape, ArraysOfAFrameDoNotOverlap) {
  Tape::Frame tape;
  std::vector<double *> arrays;
  for (int n = 1; n < 400; ++n) {
    arrays.push_back(tape.array<double>(n));
    for (int i = 0; i < n; ++i)
      arrays.back()[i] = n;
  }
  for (int n = 1; n < 400; ++n)
    for (int i = 0; i < n; ++i)
      ASSERT_EQ(arrays[n - 1][i], n);
}

TEST(Tape, NothingIsTakenForCountsThatAreNotPositive) {
  Tape::Frame tape;
  EXPECT_EQ(tape.array<double>(0), nullptr);
  EXPECT_EQ(tape.array<double>(-5L), nullptr);
  EXPECT_EQ(tape.zeros<double>(0u), nullptr);
}

TEST(Tape, ZerosAreZeroOnUsedMemory) {
  for (int round = 0; round < 2; ++round) {
    Tape::Frame tape;
    double *const zeros = tape.zeros<double>(1000);
    for (int i = 0; i < 1000; ++i) {
      ASSERT_EQ(zeros[i], 0);
      zeros[i] = 1;
    }
  }
}

TEST(Tape, WhatIsBorrowedGoesBackInAnyOrder) {
  for (int round = 0; round < 3; ++round) {
    Tape::Frame tape;
    std::vector<long *> lent;
    for (long n = 1; n < 200; ++n) {
      lent.push_back(n % 2 ? tape.borrow<long>(n) : tape.borrow_zeros<long>(n));
      for (long i = 0; i < n; ++i) {
        if (n % 2 == 0)
          ASSERT_EQ(lent.back()[i], 0);
        lent.back()[i] = n;
      }
      if (n % 3 == 0)
        tape.give_back(std::exchange(lent[n / 2], nullptr));
    }
    for (long n = 1; n < 200; ++n)
      for (long i = 0; lent[n - 1] && i < n; ++i)
        ASSERT_EQ(lent[n - 1][i], n);
    EXPECT_EQ(tape.borrow_zeros<double>(0), nullptr);
    EXPECT_NE(tape.borrow<double>(0), nullptr);
    EXPECT_THROW(tape.borrow<double>(-1), std::bad_array_new_length);
    tape.give_back(static_cast<double *>(nullptr));
  }
}

TEST(Tape, WhatIsBorrowedIsUsedAgain) {
  const auto iterate = [](int times) {
    Tape::Frame tape;
    for (int k = 0; k < times; ++k)
      tape.give_back(tape.borrow_zeros<double>(5000));
    tape.borrow<double>(5000); // left to the frame
  };
  iterate(1);
  const std::size_t held = Tape::reserved();
  iterate(1000);
  EXPECT_EQ(Tape::reserved(), held);
}

TEST(Tape, MemoryIsAligned) {
  struct alignas(128) Wide {
    char c;
  };
  Tape::Frame tape;
  for (int i = 0; i < 10; ++i) {
    tape.array<char>(1);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(tape.array<double>(1)) % 16, 0u);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(tape.array<Wide>(3)) % 128, 0u);
  }
}

void useTape(int depth) {
  Tape::Frame tape;
  double *const a = tape.array<double>(1000 * (depth + 1));
  a[0] = depth;
  Stack<int> s(tape);
  if (depth > 0)
    useTape(depth - 1);
  for (int i = 0; i < 3000; ++i)
    s.push(i);
  if (depth > 0)
    useTape(depth - 1);
  for (int i = 3000; i-- > 0;)
    ASSERT_EQ(s.pop(), i);
  ASSERT_EQ(a[0], depth);
}

TEST(Tape, SteadyStateTakesNoMoreMemory) {
  useTape(6);
  const std::size_t held = Tape::reserved();
  for (int i = 0; i < 20; ++i)
    useTape(6);
  EXPECT_EQ(Tape::reserved(), held);
  EXPECT_GT(held, 0u);
}

TEST(Tape, TrimGivesBackAndTheTapeStaysUsable) {
  useTape(6);
  const std::size_t held = Tape::reserved();
  Tape::trim();
  EXPECT_LT(Tape::reserved(), held / 4);
  useTape(3);
}

struct Counted {
  static inline int alive = 0, limit = 1 << 30;
  Counted() {
    if (alive >= limit)
      throw 1;
    ++alive;
  }
  Counted(const Counted &) { ++alive; }
  ~Counted() { --alive; }
  std::string text = "a string that is too long for the object itself";
};

TEST(Tape, ObjectsAreDestroyedWithTheirFrame) {
  {
    Tape::Frame tape;
    tape.array<Counted>(7);
    tape.array<Counted>(2);
    EXPECT_EQ(Counted::alive, 9);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(Tape, RecordsAreDestroyedWithTheirFrame) {
  struct Record {
    Counted first;
    double number;
    Counted second;
  };
  {
    Tape::Frame outer;
    {
      Tape::Frame inner;
      const Counted value;
      const Record *const record = inner.make(Record{value, 2.5, value});
      const Record *const other = inner.make(*record);
      EXPECT_EQ(Counted::alive, 5);
      EXPECT_EQ(other->number, 2.5);
      EXPECT_EQ(other->second.text, value.text);
    }
    EXPECT_EQ(Counted::alive, 0);
    outer.make(Counted());
    EXPECT_EQ(Counted::alive, 1);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(Tape, AThrowingConstructorLeavesNothingBehind) {
  Counted::limit = 5;
  try {
    Tape::Frame tape;
    tape.array<Counted>(7);
    FAIL() << "did not throw";
  } catch (int) {
  }
  Counted::limit = 1 << 30;
  EXPECT_EQ(Counted::alive, 0);
}

TEST(Tape, WhatIsGivenBackLaterStaysUntilTheFrameCloses) {
  static int destroyed;
  struct Noted {
    ~Noted() { ++destroyed; }
    int n = 1;
  };
  destroyed = 0;
  {
    Tape::Frame tape;
    Noted *const one = new Noted, *const several = new Noted[3];
    tape.delete_later(one);
    tape.delete_array_later(several);
    tape.delete_later(static_cast<Noted *>(nullptr));
    tape.free_later(__builtin_malloc(8));
    tape.operator_delete_later(::operator new(8));
    EXPECT_EQ(destroyed, 0);
    EXPECT_EQ(one->n + several[2].n, 2);
  }
  EXPECT_EQ(destroyed, 4);
}

TEST(Stack, ReturnsValuesInReverse) {
  Tape::Frame tape;
  Stack<double> s(tape);
  EXPECT_TRUE(s.empty());
  for (int i = 0; i < 1000000; ++i)
    s.push(i);
  for (int i = 1000000; i-- > 500000;)
    ASSERT_EQ(s.pop(), i);
  for (int i = 0; i < 100; ++i)
    s.push(-i);
  for (int i = 100; i-- > 0;)
    ASSERT_EQ(s.pop(), -i);
  for (int i = 500000; i-- > 0;)
    ASSERT_EQ(s.pop(), i);
  EXPECT_TRUE(s.empty());
}

TEST(Stack, GoingToAndFroOverABlockBoundary) {
  Tape::Frame tape;
  Stack<long> s(tape);
  long pushed = 0;
  for (int step = 0; step < 2000; ++step) {
    for (int i = 0; i < 3; ++i)
      s.push(pushed++);
    for (int i = 0; i < 2; ++i)
      ASSERT_EQ(s.pop(), --pushed);
  }
  while (!s.empty())
    ASSERT_EQ(s.pop(), --pushed);
  EXPECT_EQ(pushed, 0);
}

TEST(Stack, DestroysWhatWasNotPopped) {
  {
    Tape::Frame tape;
    Stack<Counted> s(tape);
    for (int i = 0; i < 100; ++i)
      s.push(Counted());
    s.pop();
    EXPECT_EQ(Counted::alive, 99);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(Stack, GrowsWhileAnInnerFrameIsOpen) {
  Tape::Frame outer;
  Stack<int> s(outer);
  {
    Tape::Frame inner;
    int *const a = inner.array<int>(10);
    for (int i = 0; i < 10; ++i)
      a[i] = i;
    for (int i = 0; i < 10000; ++i)
      s.push(i);
    for (int i = 0; i < 10; ++i)
      ASSERT_EQ(a[i], i);
  }
  Tape::Frame next;
  next.zeros<char>(100000);
  for (int i = 10000; i-- > 0;)
    ASSERT_EQ(s.pop(), i);
}

TEST(Tape, ThreadsShareNothing) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([] { useTape(5); });
  for (std::thread &thread : threads)
    thread.join();
}

/// Counts what a thread still holds after a derivative in the destructor of an object that outlives the thread's tape.
struct UsesTheTapeAtTheEnd {
  std::size_t *held = nullptr;
  ~UsesTheTapeAtTheEnd() {
    if (!held)
      return;
    useTape(5);
    {
      Tape::Frame tape;
      Stack<int> s(tape);
      for (int i = 0; i < 1000; ++i)
        s.push(i);
      EXPECT_GT(Tape::reserved(), 0u);
      for (int i = 1000; i-- > 0;)
        EXPECT_EQ(s.pop(), i);
    }
    *held = Tape::reserved();
  }
};

TEST(Tape, DestructorsAfterTheThreadsEndLeaveNothing) {
  std::size_t before = 0, after = 1;
  std::thread([&] {
    static thread_local UsesTheTapeAtTheEnd object; // made before the tape, so it goes after it
    object.held = &after;
    useTape(5);
    before = Tape::reserved();
  }).join();
  EXPECT_GT(before, 0u);
  EXPECT_EQ(after, 0u);
}

TEST(Tape, ACountThatOverflowsThrows) {
  Tape::Frame tape;
  EXPECT_THROW(tape.array<double>(static_cast<std::size_t>(-1) / 4), std::bad_array_new_length);
  EXPECT_THROW(tape.zeros<double>(static_cast<std::size_t>(-1) / 4), std::bad_array_new_length);
}

// As long, these products are 0, 0 and a small number.
TEST(Tape, AProductOfCountsThatOverflowsThrows) {
  Tape::Frame tape;
  const long wide = 1L << 32;
  EXPECT_THROW(tape.array<double>(wide, wide), std::bad_array_new_length);
  EXPECT_THROW((tape.array<char>(wide, wide, 3L)), std::bad_array_new_length);
  EXPECT_THROW(tape.zeros<int>(wide + 1, wide + 1), std::bad_array_new_length);
}

TEST(Tape, ANestWithALoopThatDoesNotRunTakesNothing) {
  Tape::Frame tape;
  const long wide = 1L << 40;
  EXPECT_EQ(tape.array<double>(wide, wide, 0), nullptr);
  EXPECT_EQ(tape.array<double>(wide, -3, wide), nullptr);
  EXPECT_EQ(tape.zeros<double>(0, wide), nullptr);
}

TEST(Tape, ANestHasOneElementForEachInnermostIteration) {
  Tape::Frame tape;
  double *const first = tape.array<double>(3, 4L, 5u);
  double *const second = tape.zeros<double>(2, 2);
  for (int i = 0; i < 60; ++i)
    first[i] = i;
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(second[i], 0);
  EXPECT_EQ(first[59], 59);
}

using TapeDeathTest = ::testing::Test;

TEST(TapeDeathTest, PoppingAnEmptyStackStopsTheProgram) {
  Tape::Frame tape;
  Stack<int> s(tape);
  EXPECT_DEATH(s.pop(), "took more from a stack");
}

} // namespace
