// A number for each direction of an image, as convolution and pooling take their sizes.
#ifndef CLANGENT_TENSOR_BOTH_WAYS_H
#define CLANGENT_TENSOR_BOTH_WAYS_H

#include <cstdint>

namespace clangent {

// Down the rows and along the columns: `{2, 1}`. One number in braces is both.
struct BothWays {
  std::int64_t down = 0;
  std::int64_t along = down;

  // [0] is down, [1] along.
  constexpr std::int64_t operator[](int direction) const { return direction == 0 ? down : along; }
};

} // namespace clangent

#endif
