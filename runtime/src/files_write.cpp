// Files that are replaced as a whole: written under a name of their own beside
// the old file, and moved to its place when complete.
#include "files_raw.h"

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <random>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace clangent::detail {
namespace {

namespace fs = std::filesystem;

std::string because(const char *what) { return std::string(what) + " (" + std::strerror(errno) + ")"; }

// Where symbolic links lead, to a file that need not be there.
fs::path follow_links(const char *operation, const std::string &path) {
  constexpr int most_links = 40; // as the system itself follows
  fs::path target = path;
  std::error_code error;
  for (int i = 0; i < most_links; ++i) {
    if (!fs::is_symlink(fs::symlink_status(target, error)))
      return target;
    const fs::path next = fs::read_symlink(target, error);
    if (error)
      break;
    target = target.parent_path() / next; // an absolute one stands for itself
  }
  fail_file(operation, path, "cannot be created: its symbolic links lead nowhere");
}

// A new file in the folder of `target`, which is removed again unless it was moved there.
class Unfinished {
public:
  Unfinished(const char *operation, const std::string &path, const fs::path &target)
      : operation_(operation), path_(path), target_(target) {
    // Opened like any file of the user's, not by mkstemp: a new file's mode is then what the process wants.
    for (int attempt = 0; file_ < 0 && attempt < 100; ++attempt) {
      name_ = target.parent_path() / (".clangent-" + unique_digits());
      file_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (file_ < 0 && errno != EEXIST)
        break;
    }
    if (file_ < 0)
      fail_file(operation_, path_, because("cannot be created"));
  }
  ~Unfinished() {
    if (file_ >= 0)
      ::close(file_);
    if (!name_.empty())
      ::unlink(name_.c_str());
  }
  Unfinished(const Unfinished &) = delete;
  Unfinished &operator=(const Unfinished &) = delete;

  // The owner first: changing it takes bits of the mode away.
  void take_after(const struct stat &old) {
    struct stat own;
    if (::fstat(file_, &own) != 0)
      fail_file(operation_, path_, because("cannot be written"));
    if ((own.st_uid != old.st_uid || own.st_gid != old.st_gid) && ::fchown(file_, old.st_uid, old.st_gid) != 0)
      fail_file(operation_, path_, because("cannot be replaced by a file of the same owner and group"));
    if (::fchmod(file_, old.st_mode & 07777) != 0)
      fail_file(operation_, path_, because("cannot be replaced by a file of the same mode"));
  }

  void write(const Bytes &bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t written = ::write(file_, bytes.data() + at, bytes.size() - at);
      if (written < 0 && errno != EINTR)
        fail_file(operation_, path_, because("cannot be written"));
      at += written < 0 ? 0 : std::size_t(written);
    }
  }

  void move_into_place() {
    const int status = ::close(file_);
    file_ = -1;
    if (status != 0)
      fail_file(operation_, path_, because("cannot be written"));
    if (::rename(name_.c_str(), target_.c_str()) != 0)
      fail_file(operation_, path_, because("cannot be put in place"));
    name_.clear();
  }

private:
  static std::string unique_digits() {
    static std::atomic<unsigned> count{0};
    return std::to_string(::getpid()) + "-" + std::to_string(count++) + "-" + std::to_string(std::random_device()());
  }

  const char *operation_;
  const std::string &path_;
  const fs::path target_;
  fs::path name_;
  int file_ = -1;
};

// The file to be replaced, if there is one, and one that may be.
std::optional<struct stat> status_of(const char *operation, const std::string &path, const fs::path &target) {
  struct stat status;
  if (::lstat(target.c_str(), &status) != 0) {
    if (errno == ENOENT)
      return std::nullopt;
    fail_file(operation, path, because("cannot be created"));
  }
  if (!S_ISREG(status.st_mode))
    fail_file(operation, path, "is no regular file");
  if (::access(target.c_str(), W_OK) != 0)
    fail_file(operation, path, because("cannot be written"));
  return status;
}

} // namespace

void write_file(const char *operation, const std::string &path, const Bytes &bytes) {
  const fs::path target = follow_links(operation, path);
  const std::optional<struct stat> old = status_of(operation, path, target);
  Unfinished file(operation, path, target);
  if (old)
    file.take_after(*old);
  file.write(bytes);
  file.move_into_place();
}

} // namespace clangent::detail
