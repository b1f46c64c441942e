# Writes the lines of a source to stdout and stderr, in bursts, some longer than the engine's pieces of 16 KiB and some torn.
# Arguments: source, lines, lines of a block, milliseconds, seed.
use strict;
use IO::Handle;
use POSIX ();
my ($source, $lines, $block, $duration, $seed) = @ARGV;
srand($seed);
my @streams = (\*STDOUT, \*STDERR);
$_->autoflush(1) for @streams;
my @rest = ('', '');
my $mean = $duration > 0 ? $lines * 80 / $duration : $lines;
my $ticks = POSIX::sysconf(POSIX::_SC_CLK_TCK());
my $begun = (POSIX::times())[0];
my $n = 0;
while ($n < $lines) {
  my $at = rand() < 0.7 ? 0 : 1;
  my $text = $rest[$at];
  my $wrote = 0;
  for (my $burst = 1 + int(rand() * 2 * $mean); $wrote < $burst && $n < $lines; $wrote++) {
    my $long = $n % 5000 == 777 ? 20000 + int(rand() * 40000) : ($n * 7919) % 80;
    $text .= sprintf "chaos %s b%d n%d %s\n", $source, int($n / $block), $n + 1, 'x' x $long;
    $n++;
  }
  $rest[$at] = rand() < 0.3 ? substr($text, -7) : '';
  print { $streams[$at] } substr($text, 0, length($text) - length($rest[$at]));
  # Never without a pause: what was held up while the engine was away is caught up with, but not in one rush.
  my $early = $duration / 1000 * $n / $lines - ((POSIX::times())[0] - $begun) / $ticks;
  select(undef, undef, undef, $early > 0.001 ? $early : 0.001);
}
print { $streams[$_] } $rest[$_] for 0, 1;
