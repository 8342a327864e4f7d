# Of a report of llvm-cov (lcov): the lines of both crates that no test ran, and the share of those that one
# did, by crate. Fails below `least` percent of one of them.
#
# A line is the same one whatever program it was compiled into, as those of the derive into `golden`. The
# tests at the ends of files do not count. To be run at the root.

# The line of a file where its tests begin.
function start_of_tests(file,    text, number) {
  while ((getline text < file) > 0) {
    number++
    if (text ~ /^#\[cfg\((all\()?test[,)]/) {
      # Of a module, not of an attribute's item before it.
      getline text < file
      number++
      if (text ~ /^mod tests/) break
    }
  }
  close(file)
  return text ~ /^mod tests/ ? number : 1e9
}

/^SF:/ {
  file = match($0, /layout-(core|derive)\/src\/.*/) ? substr($0, RSTART) : ""
  if (file != "" && !(file in tests)) tests[file] = start_of_tests(file)
}

/^DA:/ && file != "" {
  split(substr($0, 4), line, ",")
  if (line[1] >= tests[file]) next
  if (!((file, line[1]) in counts)) lines[file]++
  counts[file, line[1]] += line[2]
  if (line[1] > last[file]) last[file] = line[1]
}

END {
  sort = "sort -t '\t' -k 1,1nr -k 3,3"
  for (file in lines) {
    missed = ""
    number = 0
    for (at = 1; at <= last[file]; at++) {
      if (!((file, at) in counts) || counts[file, at] > 0) continue
      missed = missed " " at
      number++
    }
    crate = substr(file, 1, index(file, "/") - 1)
    all[crate] += lines[file]
    left[crate] += number
    if (number > 0) printf "%d\tof %d\t%s:%s\n", number, lines[file], file, missed | sort
  }
  close(sort)
  for (crate in all) {
    share = 100 * (1 - left[crate] / all[crate])
    printf "%s: %.1f %% of %d lines\n", crate, share, all[crate]
    if (share < least) {
      printf "%s: less than %d %%\n", crate, least
      failed = 1
    }
  }
  exit failed
}
