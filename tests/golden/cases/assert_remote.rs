assert_layout!(remote libc::timespec, size == 16, offset(tv_nsec) == 8, size(tv_sec) <= 8);
