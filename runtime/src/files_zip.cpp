// NumPy's .npz: a ZIP archive of .npy files, read and written by libzip in memory.
#include "files_raw.h"

#include <zip.h>

#include <algorithm>
#include <memory>

namespace clangent {
namespace {

using detail::Bytes;

// What libzip says of itself.
struct ZipError {
  zip_error_t error;

  ZipError() { zip_error_init(&error); }
  ~ZipError() { zip_error_fini(&error); }
  ZipError(const ZipError &) = delete;
  ZipError &operator=(const ZipError &) = delete;
  std::string text() { return zip_error_strerror(&error); }
};

struct Discard {
  void operator()(zip_t *archive) const { zip_discard(archive); }
  void operator()(zip_source_t *source) const { zip_source_free(source); }
  void operator()(zip_file_t *entry) const { zip_fclose(entry); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;
using OpenEntry = std::unique_ptr<zip_file_t, Discard>;

// An archive in a source that it shares with its caller.
Archive open_archive(const char *operation, const std::string &path, zip_source_t *source, int flags) {
  ZipError error;
  Archive archive(zip_open_from_source(source, flags, &error.error));
  if (!archive)
    detail::fail_file(operation, path, "not a ZIP archive: " + error.text());
  zip_source_keep(source);
  return archive;
}

Source open_source(const char *operation, const std::string &path, const Bytes &bytes) {
  ZipError error;
  Source source(zip_source_buffer_create(bytes.data(), bytes.size(), /*freep=*/0, &error.error));
  if (!source)
    detail::fail_file(operation, path, error.text());
  return source;
}

// The contents of one entry, whose checksum libzip verifies at its end. They grow as they are unpacked: what the
// directory says of their length takes no room.
Bytes unpack(zip_t *archive, const std::string &path, zip_uint64_t index, const std::string &name, std::uint64_t size) {
  const auto fail = [&](const std::string &why) { detail::fail_file("load_npz", path, "'" + name + "': " + why); };
  const OpenEntry entry(zip_fopen_index(archive, index, 0));
  if (!entry)
    fail(zip_strerror(archive));
  Bytes contents;
  for (;;) {
    std::uint8_t chunk[1 << 15];
    const zip_int64_t got = zip_fread(entry.get(), chunk, sizeof chunk);
    if (got < 0)
      fail(zip_file_strerror(entry.get()));
    if (std::uint64_t(got) > size - contents.size())
      fail("longer than announced");
    if (got == 0)
      break;
    contents.insert(contents.end(), chunk, chunk + got);
  }
  if (contents.size() != size)
    fail("shorter than announced");
  return contents;
}

bool has_suffix(const std::string &name) { return name.size() >= 4 && name.compare(name.size() - 4, 4, ".npy") == 0; }

std::string without_suffix(const std::string &name) {
  return has_suffix(name) ? name.substr(0, name.size() - 4) : name;
}

// Folders and files of other kinds may lie in an archive too. What has an array's name must be one.
bool is_array(const std::string &name, const Bytes &contents) {
  return has_suffix(name) || (contents.size() >= 6 && std::memcmp(contents.data(), "\x93NUMPY", 6) == 0);
}

// A finished archive as bytes.
Bytes contents_of(zip_source_t *source, const std::string &path) {
  const auto check = [&](bool is_right) {
    if (!is_right)
      detail::fail_file("save_npz", path, zip_error_strerror(zip_source_error(source)));
  };
  zip_stat_t status;
  zip_stat_init(&status);
  check(zip_source_stat(source, &status) == 0 && (status.valid & ZIP_STAT_SIZE) != 0);
  Bytes bytes(std::size_t(status.size));
  check(zip_source_open(source) == 0);
  const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
  check(got >= 0 && std::uint64_t(got) == bytes.size());
  zip_source_close(source);
  return bytes;
}

} // namespace

NamedTensors load_npz(const std::string &path) {
  const Bytes bytes = detail::read_file("load_npz", path);
  if (bytes.empty())
    detail::fail_file("load_npz", path, "empty"); // which libzip takes for an archive without entries
  const Source source = open_source("load_npz", path, bytes);
  const Archive archive = open_archive("load_npz", path, source.get(), ZIP_RDONLY | ZIP_CHECKCONS);
  NamedTensors tensors;
  // Entries may share packed bytes, but not to grow beyond what deflate can
  // make of the whole file.
  std::uint64_t room = std::uint64_t(bytes.size()) * 1032;
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  for (zip_uint64_t i = 0; i < zip_uint64_t(count); ++i) {
    zip_stat_t status;
    zip_stat_init(&status);
    const char *const raw = zip_get_name(archive.get(), i, ZIP_FL_ENC_RAW);
    if (!raw || zip_stat_index(archive.get(), i, 0, &status) != 0 || (status.valid & ZIP_STAT_SIZE) == 0)
      detail::fail_file("load_npz", path, "damaged directory");
    const std::string file = raw, name = without_suffix(file);
    if (status.size > room)
      detail::fail_file("load_npz", path, "'" + file + "' is larger than it can be");
    room -= status.size;
    const Bytes contents = unpack(archive.get(), path, i, file, status.size);
    if (!is_array(file, contents))
      continue;
    if (!tensors.emplace(name, detail::parse_npy(detail::Cursor("load_npz", path + ": " + name, contents))).second)
      detail::fail_file("load_npz", path, "'" + name + "' appears twice");
  }
  return tensors;
}

void save_npz(const std::string &path, const NamedTensors &tensors) {
  // Of an archive without entries libzip keeps nothing; it is an end record alone.
  if (tensors.empty()) {
    Bytes end = {'P', 'K', 5, 6};
    end.resize(22);
    return detail::write_file("save_npz", path, end);
  }
  const Source out = open_source("save_npz", path, {});
  Archive archive = open_archive("save_npz", path, out.get(), ZIP_CREATE | ZIP_TRUNCATE);
  const auto check = [&](bool is_right) {
    if (!is_right)
      detail::fail_file("save_npz", path, zip_strerror(archive.get()));
  };
  // They are read when the archive is closed.
  std::vector<Bytes> contents;
  contents.reserve(tensors.size());
  for (const auto &[name, x] : tensors) {
    if (name.find('\0') != std::string::npos)
      detail::fail_file("save_npz", path, "a name holds a zero byte");
    detail::require_defined_in("save_npz", path, name, x);
    const Bytes &bytes = contents.emplace_back(detail::npy_bytes(x));
    Source entry(zip_source_buffer(archive.get(), bytes.data(), bytes.size(), /*freep=*/0));
    check(entry != nullptr);
    const zip_int64_t index = zip_file_add(archive.get(), (name + ".npy").c_str(), entry.get(), ZIP_FL_ENC_GUESS);
    check(index >= 0);
    entry.release(); // the archive's own from here
    check(zip_set_file_compression(archive.get(), zip_uint64_t(index), ZIP_CM_STORE, 0) == 0);
    // 1 January 1980: the same tensors make the same file.
    check(zip_file_set_dostime(archive.get(), zip_uint64_t(index), 0, 0x21, 0) == 0);
  }
  check(zip_close(archive.get()) == 0);
  archive.release();
  detail::write_file("save_npz", path, contents_of(out.get(), path));
}

} // namespace clangent
