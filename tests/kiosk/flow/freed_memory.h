// Looks into every block of memory at the moment it is given back: was something of a person left in it?
#pragma once

namespace kiosk::test {

/// While one lives, blocks freed by any thread are looked at (belongs_to_somebody in story.h).
class FreedMemoryWatch {
  public:
    FreedMemoryWatch();
    ~FreedMemoryWatch();
    FreedMemoryWatch(const FreedMemoryWatch&) = delete;
    FreedMemoryWatch& operator=(const FreedMemoryWatch&) = delete;
    /// Blocks freed so far that still held something personal.
    int dirty_blocks() const;
    int blocks() const;
};

}  // namespace kiosk::test
