// IDX, the format of MNIST: two zero bytes, a type, a rank, sizes and elements,
// high byte first; often gzipped.
#include "files_raw.h"

namespace clangent {
namespace {

using detail::Bytes;
using detail::Cursor;

struct Head {
  DType type = DType::uint8;
  Shape shape;
  std::size_t total = 0; // bytes of the whole file
};

DType parse_type(const Cursor &file, std::uint64_t code) {
  switch (code) {
  case 0x08:
    return DType::uint8;
  case 0x09:
    return DType::int8;
  case 0x0B:
    return DType::int16;
  case 0x0C:
    return DType::int32;
  case 0x0D:
    return DType::float32;
  case 0x0E:
    return DType::float64;
  default:
    file.fail("not an IDX file: unknown element type");
  }
}

Head read_head(Cursor &file) {
  Head head;
  if (file.big(2) != 0)
    file.fail("not an IDX file");
  head.type = parse_type(file, file.big(1));
  const std::uint64_t rank = file.big(1);
  for (std::uint64_t d = 0; d < rank; ++d)
    file.append(head.shape, std::int64_t(file.big(4)));
  const std::size_t size = detail::size_of(head.type);
  const std::size_t count = file.count(head.type, head.shape);
  // count * size fits int64, so the sum cannot wrap.
  head.total = file.position() + count * size;
  return head;
}

} // namespace

AnyTensor load_idx(const std::string &path) {
  const Bytes bytes = detail::read_unpacked("load_idx", path);
  Cursor file("load_idx", path, bytes);
  const Head head = read_head(file);
  if (head.total != bytes.size())
    file.fail("the sizes announce " + std::to_string(head.total) + " bytes, there are " + std::to_string(bytes.size()));
  return file.elements(head.type, head.shape, true);
}

} // namespace clangent
