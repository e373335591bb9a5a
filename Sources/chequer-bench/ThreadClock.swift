// `timespec` belongs to whichever C module a compilation sees first, and to the compiler that is
// CLibCrypto in this target; so the C clock is read in this file only.
import CLibCrypto
import Glibc

/// Nanoseconds of CPU time that this thread has used.
func threadNanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
