// The innermost loops of elementwise operations. On x86-64 those over dense
// operands exist twice, for every processor and for those with AVX2, chosen when
// they run. The wide form has no fused multiply-add, so both give the same bits.
#ifndef CLANGENT_TENSOR_ROWS_H
#define CLANGENT_TENSOR_ROWS_H

#pragma push_macro("T")
#undef T

#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__AVX2__)
#define CLANGENT_ROWS_AVX2 1
#endif

namespace clangent {
namespace detail {

template <class T> struct ContiguousRun {
  const T *p;
  T operator[](std::int64_t i) const { return p[i]; }
};
template <class T> struct ConstantRun {
  T value;
  T operator[](std::int64_t) const { return value; }
};
template <class T> struct StridedRun {
  const T *p;
  std::int64_t step;
  T operator[](std::int64_t i) const { return p[i * step]; }
};

#ifdef CLANGENT_ROWS_AVX2

template <class Function, class Result, class... Runs>
__attribute__((target("avx2"))) void run_row_avx2(const Function &f, Result *__restrict out, std::int64_t n,
                                                  Runs... in) {
  for (std::int64_t i = 0; i < n; ++i)
    out[i] = f(in[i]...);
}
template <class Function, class T, class... Ts>
__attribute__((target("avx2"))) void update_run_avx2(const Function &f, T *out, std::int64_t n, const Ts *...in) {
  for (std::int64_t i = 0; i < n; ++i)
    out[i] = f(out[i], in[i]...);
}
// Whether a row is worth the question which processor this is.
inline bool runs_wide(std::int64_t n) { return n >= 32 && __builtin_cpu_supports("avx2"); }

#endif

template <class Run> constexpr bool is_strided = false;
template <class T> constexpr bool is_strided<StridedRun<T>> = true;

// out[i] = f(in[i]...)
template <class Function, class Result, class... Runs>
void run_row(const Function &f, Result *__restrict out, std::int64_t n, Runs... in) {
#ifdef CLANGENT_ROWS_AVX2
  if constexpr (!(is_strided<Runs> || ...))
    if (runs_wide(n))
      return run_row_avx2(f, out, n, in...);
#endif
  for (std::int64_t i = 0; i < n; ++i)
    out[i] = f(in[i]...);
}

// out[i] = f(out[i], in[i]...); an operand may be `out` itself.
template <class Function, class T, class... Ts>
void update_run(const Function &f, T *out, std::int64_t n, const Ts *...in) {
#ifdef CLANGENT_ROWS_AVX2
  if (runs_wide(n))
    return update_run_avx2(f, out, n, in...);
#endif
  for (std::int64_t i = 0; i < n; ++i)
    out[i] = f(out[i], in[i]...);
}

} // namespace detail
} // namespace clangent

#pragma pop_macro("T")

#endif
