// NumPy's .npz: a ZIP archive of .npy files. Entries are found through the
// central directory; stored and deflated ones are read, stored ones written.
#include "files_raw.h"

#include <array>

namespace clangent {
namespace {

using detail::Bytes;
using detail::Cursor;

constexpr std::uint32_t local_mark = 0x04034b50, entry_mark = 0x02014b50, end_mark = 0x06054b50,
                        end64_mark = 0x06064b50, locator64_mark = 0x07064b50;
constexpr std::uint32_t in_64 = 0xFFFFFFFF;

std::uint32_t crc32(const std::uint8_t *data, std::size_t size) {
  static const std::array<std::uint32_t, 256> table = [] {
    std::array<std::uint32_t, 256> t{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      t[i] = i;
      for (int k = 0; k < 8; ++k)
        t[i] = t[i] & 1 ? 0xEDB88320u ^ (t[i] >> 1) : t[i] >> 1;
    }
    return t;
  }();
  std::uint32_t crc = ~0u;
  for (std::size_t i = 0; i < size; ++i)
    crc = table[(crc ^ data[i]) & 0xFF] ^ (crc >> 8);
  return ~crc;
}

struct Entry {
  std::string name;
  std::uint64_t method = 0, crc = 0, packed = 0, size = 0, offset = 0;
};

struct Directory {
  std::uint64_t count = 0, offset = 0;
};

/// The end record lies in the last 64 KiB, after at most a comment.
Directory find_directory(Cursor file, const Bytes &bytes) {
  if (bytes.size() < 22)
    file.fail("not a ZIP archive");
  const std::size_t first = bytes.size() > 22 + 0xFFFF ? bytes.size() - 22 - 0xFFFF : 0;
  for (std::size_t at = bytes.size() - 22 + 1; at-- > first;) {
    file.seek(at);
    if (file.little(4) != end_mark)
      continue;
    file.take(6);
    Directory d;
    d.count = file.little(2);
    file.take(4);
    d.offset = file.little(4);
    if ((d.offset != in_64 && d.count != 0xFFFF) || at < 20)
      return d;
    file.seek(at - 20);
    if (file.little(4) != locator64_mark)
      return d;
    file.take(4);
    file.seek(std::size_t(file.little(8)));
    if (file.little(4) != end64_mark)
      file.fail("damaged directory");
    file.take(28);
    d.count = file.little(8);
    file.take(8);
    d.offset = file.little(8);
    return d;
  }
  file.fail("not a ZIP archive");
}

/// Sizes and offset that did not fit 32 bits are in extra field 1.
void read_extra(Cursor &file, std::size_t length, Entry &entry) {
  const std::size_t end = file.position() + length;
  if (length > file.left())
    file.fail("damaged directory");
  while (file.position() + 4 <= end) {
    const std::uint64_t id = file.little(2), size = file.little(2);
    const std::size_t next = file.position() + size;
    if (next > end)
      file.fail("damaged directory");
    if (id == 1)
      for (std::uint64_t *field : {&entry.size, &entry.packed, &entry.offset})
        if (*field == in_64 && file.position() + 8 <= next)
          *field = file.little(8);
    file.seek(next);
  }
  file.seek(end);
}

Entry read_entry(Cursor &file) {
  Entry entry;
  if (file.little(4) != entry_mark)
    file.fail("damaged directory");
  file.take(4);
  const std::uint64_t flags = file.little(2);
  entry.method = file.little(2);
  file.take(4);
  entry.crc = file.little(4);
  entry.packed = file.little(4);
  entry.size = file.little(4);
  const std::size_t name = file.little(2), extra = file.little(2), comment = file.little(2);
  file.take(8);
  entry.offset = file.little(4);
  const std::uint8_t *const text = file.take(name);
  entry.name.assign(text, text + name);
  read_extra(file, extra, entry);
  file.take(comment);
  if (flags & 1)
    file.fail("'" + entry.name + "' is encrypted");
  return entry;
}

/// The contents of one entry, its length and checksum verified.
Bytes unpack(Cursor file, const std::string &path, const Entry &entry) {
  file.seek(std::size_t(entry.offset));
  if (file.little(4) != local_mark)
    file.fail("'" + entry.name + "' is not where the directory says");
  file.take(22);
  const std::size_t name = file.little(2), extra = file.little(2);
  file.take(name);
  file.take(extra);
  if (entry.packed > file.left())
    file.fail("'" + entry.name + "' is truncated");
  const std::uint8_t *const packed = file.take(std::size_t(entry.packed));
  Bytes contents;
  if (entry.method == 0)
    contents.assign(packed, packed + entry.packed);
  else if (entry.method == 8)
    contents = detail::inflate("load_npz", path, packed, std::size_t(entry.packed), detail::Packing::raw_deflate,
                               std::size_t(entry.size));
  else
    file.fail("'" + entry.name + "' is packed in an unknown way");
  if (contents.size() != entry.size || crc32(contents.data(), contents.size()) != entry.crc)
    file.fail("'" + entry.name + "' is damaged");
  return contents;
}

std::string without_suffix(const std::string &name) {
  const std::size_t cut = name.size() < 4 ? 0 : name.size() - 4;
  return name.compare(cut, 4, ".npy") == 0 ? name.substr(0, cut) : name;
}

/// What the local header and the directory have in common.
void append_common(Bytes &out, const std::string &name, const Bytes &contents) {
  using detail::append_little;
  append_little(out, 20, 2); // version that can unpack
  append_little(out, 0, 2);
  append_little(out, 0, 2); // stored
  append_little(out, 0, 2);
  append_little(out, 0x21, 2); // 1 January 1980
  append_little(out, crc32(contents.data(), contents.size()), 4);
  append_little(out, contents.size(), 4);
  append_little(out, contents.size(), 4);
  append_little(out, name.size(), 2);
  append_little(out, 0, 2);
}

} // namespace

NamedTensors load_npz(const std::string &path) {
  const Bytes bytes = detail::read_file("load_npz", path);
  Cursor file("load_npz", path, bytes);
  const Directory directory = find_directory(file, bytes);
  file.seek(std::size_t(directory.offset));
  NamedTensors tensors;
  // Entries may share packed bytes, but not to grow beyond what deflate can
  // make of the whole file.
  std::uint64_t room = std::uint64_t(bytes.size()) * 1032;
  for (std::uint64_t i = 0; i < directory.count; ++i) {
    const Entry entry = read_entry(file);
    if (entry.size > room)
      file.fail("'" + entry.name + "' is larger than it can be");
    room -= entry.size;
    const Bytes contents = unpack(file, path, entry);
    const std::string name = without_suffix(entry.name);
    if (!tensors.emplace(name, detail::parse_npy(Cursor("load_npz", path + ": " + name, contents))).second)
      file.fail("'" + name + "' appears twice");
  }
  return tensors;
}

void save_npz(const std::string &path, const NamedTensors &tensors) {
  using detail::append_little;
  Bytes out, directory;
  for (const auto &[name, x] : tensors) {
    const std::string file = name + ".npy";
    const Bytes contents = detail::npy_bytes(x);
    if (out.size() + contents.size() > 0xF0000000 || file.size() > 0xFFFF || tensors.size() > 0xFFFE)
      detail::fail_file("save_npz", path, "more than the format holds; use safetensors");
    append_little(directory, entry_mark, 4);
    append_little(directory, 20, 2);
    append_common(directory, file, contents);
    append_little(directory, 0, 2 + 2 + 2);
    append_little(directory, 0, 4);
    append_little(directory, out.size(), 4);
    directory.insert(directory.end(), file.begin(), file.end());
    append_little(out, local_mark, 4);
    append_common(out, file, contents);
    out.insert(out.end(), file.begin(), file.end());
    out.insert(out.end(), contents.begin(), contents.end());
  }
  const std::size_t start = out.size();
  out.insert(out.end(), directory.begin(), directory.end());
  append_little(out, end_mark, 4);
  append_little(out, 0, 4);
  append_little(out, tensors.size(), 2);
  append_little(out, tensors.size(), 2);
  append_little(out, directory.size(), 4);
  append_little(out, start, 4);
  append_little(out, 0, 2);
  detail::write_file("save_npz", path, out);
}

} // namespace clangent
