namespace clangent {
template <class T> CLANGENT_COMPILED Tensor<std::conditional_t<std::is_same_v<T, float>, T, double>> unlike(T x) {
  return {x};
}
template <class T> using unlike_t = std::conditional_t<std::is_same_v<T, float>, T, double>;
} // namespace clangent
