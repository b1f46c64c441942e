// Sends StatsD datagrams to a port of this machine, and prints how many lines it sent:
//   flood PORT SECONDS LINES PER_PACKET SERIES TAGS TYPE PACKETS_PER_SECOND FRESH
// It ends after SECONDS or LINES, whichever is not 0. PACKETS_PER_SECOND 0 is as fast as it can; any other rate is kept in
// bursts of a millisecond each. FRESH 1 never says a name twice.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { batch = 64, line_room = 160 };

static const char *tag_texts[] = {"", "|#env:prod", "|#env:prod,service:checkout", "|#env:prod,service:checkout,region:eu-1"};

struct load {
  double seconds, rate;
  long long lines;
  int per_packet, series, tags, fresh;
  const char *type;
};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Writes `count` lines from the series `first` on, and answers their length. */
static size_t write_packet(const struct load *load, char *text, long long first, int count) {
  size_t length = 0;
  for (int index = 0; index < count; index++) {
    long long series = load->fresh ? first + index : (first + index) % load->series;
    length += (size_t)sprintf(text + length, "%sbench.counter.%lld:1|%s%s", index ? "\n" : "", series, load->type,
                              tag_texts[load->tags]);
  }
  return length;
}

/* Sends all of the first `count` messages. */
static void send_all(int socket, struct mmsghdr *messages, int count) {
  for (int at = 0; at < count;) {
    int sent = sendmmsg(socket, messages + at, (unsigned)(count - at), 0);
    if (sent > 0) at += sent;
    else if (errno != ENOBUFS && errno != EAGAIN && errno != EINTR) {
      perror("sendmmsg");
      exit(1);
    }
  }
}

/* Waits until another millisecond has passed, and answers how many packets are due; what was missed in a hold-up is caught
   up with by one burst more at a time, so that no large burst comes of it. */
static int packets_due(const struct load *load, double began, long long packets) {
  for (;;) {
    double owed = (now() - began) * load->rate - (double)packets;
    double burst = load->rate / 1000 < 1 ? 1 : load->rate / 1000;
    if (owed >= burst) return (int)(owed < 2 * burst ? owed : 2 * burst);
    struct timespec rest = {0, (long)((burst - owed) / load->rate * 1e9) + 1000};
    nanosleep(&rest, NULL);
  }
}

int main(int count, char **arguments) {
  if (count != 10) return fprintf(stderr, "nine arguments, please\n"), 2;
  struct load load = {atof(arguments[2]), atof(arguments[8]), atoll(arguments[3]), atoi(arguments[4]),
                      atoi(arguments[5]), atoi(arguments[6]), atoi(arguments[9]), arguments[7]};
  if (load.per_packet < 1 || load.series < 1 || load.tags < 0 || load.tags > 3) return 2;

  int udp = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(arguments[1]))};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(udp, (struct sockaddr *)&to, sizeof to) != 0) return perror("connect"), 1;

  /* What can be written beforehand is, so that the sender is faster than any server. */
  int kept = load.fresh ? batch : (load.series + load.per_packet - 1) / load.per_packet;
  kept *= (batch + kept - 1) / kept; /* so that no packet is twice in a batch, where the last may have to be cut */
  size_t room = (size_t)load.per_packet * line_room;
  char *texts = malloc((size_t)kept * room);
  struct iovec *pieces = calloc((size_t)kept, sizeof *pieces);
  if (!texts || !pieces) return perror("malloc"), 1;
  for (int index = 0; index < kept; index++) {
    pieces[index].iov_base = texts + (size_t)index * room;
    pieces[index].iov_len = write_packet(&load, pieces[index].iov_base, (long long)index * load.per_packet, load.per_packet);
  }

  struct mmsghdr messages[batch];
  memset(messages, 0, sizeof messages);
  long long lines = 0, packets = 0;
  double began = now();
  while ((load.lines == 0 || lines < load.lines) && (load.seconds == 0 || now() - began < load.seconds)) {
    int due = load.rate > 0 ? packets_due(&load, began, packets) : batch;
    if (due > batch) due = batch;
    for (int index = 0; index < due; index++, packets++) {
      struct iovec *piece = &pieces[packets % kept];
      long long left = load.lines == 0 ? load.per_packet : load.lines - lines;
      if (left <= 0) {
        due = index;
        break;
      }
      int here = left < load.per_packet ? (int)left : load.per_packet;
      if (load.fresh || here < load.per_packet) piece->iov_len = write_packet(&load, piece->iov_base, lines, here);
      messages[index].msg_hdr.msg_iov = piece;
      messages[index].msg_hdr.msg_iovlen = 1;
      lines += here;
    }
    send_all(udp, messages, due);
  }
  printf("%lld\n", lines);
  return 0;
}
